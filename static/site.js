// Starts the NHS components, and again inside whatever htmx puts into the page.

// Imported by the address in the page, because that one carries the fingerprint of the file.
const { initAll } = await import(document.getElementById('nhsuk-frontend').src);

initAll();
document.addEventListener('htmx:afterSettle', ({ detail }) => {
  initAll({ scope: detail.elt });
  // The keyboard goes where the change is: to the errors, to the form, or to what the form became.
  const place = detail.elt.querySelector('.nhsuk-error-summary, [data-takes-focus]');
  if (place) {
    place.setAttribute('tabindex', '-1');
    place.focus();
  }
});
