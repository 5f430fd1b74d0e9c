// Starts the NHS components, and again inside whatever htmx puts into the page.

// Imported by the address in the page, because that one carries the fingerprint of the file.
const { initAll } = await import(document.getElementById('nhsuk-frontend').src);

initAll();

document.addEventListener('htmx:afterSettle', ({ detail }) => {
  initAll({ scope: detail.elt });
  // The keyboard goes where the change is: an error summary takes it by itself, so this is for all else.
  const place = detail.elt.querySelector('[data-takes-focus]');
  if (place) {
    if (place.tabIndex < 0) {
      place.setAttribute('tabindex', '-1');
    }
    place.focus();
  }
  const said = detail.elt.querySelector('[data-said]');
  if (said) {
    document.getElementById('said').textContent = said.textContent;
  }
});

// What could not be saved is said in the form, where the words still stand; what could not be opened is opened as a page.
function sayNotSaved(element, why) {
  const place = element.closest('tr, section')?.querySelector('[data-not-saved]');
  if (place) {
    place.textContent = place.dataset[why];
  } else if (element.href) {
    window.location = element.href;
  }
}

document.addEventListener('htmx:sendError', ({ detail }) => sayNotSaved(detail.elt, 'noAnswer'));
document.addEventListener('htmx:responseError', ({ detail }) => {
  sayNotSaved(detail.elt, detail.xhr.status === 401 ? 'signedOut' : 'refused');
});

// A form of many figures asks before it is left, once something was typed in it that is not saved.
for (const form of document.querySelectorAll('form[data-warn-unsaved]')) {
  let typed = false;
  form.addEventListener('input', () => { typed = true; });
  form.addEventListener('submit', () => { typed = false; });
  window.addEventListener('beforeunload', (event) => {
    if (typed) {
      event.preventDefault();
    }
  });
}
