// Starts the NHS components, and again inside whatever htmx puts into the page.

// Imported by the address in the page, because that one carries the fingerprint of the file.
const { initAll } = await import(document.getElementById('nhsuk-frontend').src);

// Who saves a part of a long form comes back to that part: a message at the top must not take the page away from it.
if (document.querySelector('form[data-warn-unsaved] :target')) {
  for (const banner of document.querySelectorAll('.nhsuk-notification-banner')) {
    banner.dataset.disableAutoFocus = 'true';
  }
}

initAll();

document.addEventListener('htmx:afterSettle', ({ detail }) => {
  initAll({ scope: detail.elt });
  for (const form of detail.elt.querySelectorAll('form:has([data-asked-with])')) {
    askWhatIsNeeded(form);
  }
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

// What only some statuses need is asked where one of them is chosen. What is not asked is not sent either.
function askWhatIsNeeded(form) {
  const chosen = form.querySelector('input[name=status]:checked')?.value;
  for (const part of form.querySelectorAll('[data-asked-with]')) {
    const asked = part.dataset.askedWith.split(' ').includes(chosen);
    part.hidden = !asked;
    part.disabled = !asked;
  }
}

for (const form of document.querySelectorAll('form:has([data-asked-with])')) {
  askWhatIsNeeded(form);
}
document.addEventListener('change', ({ target }) => {
  if (target.name === 'status' && target.form) {
    askWhatIsNeeded(target.form);
  }
});

// All actions of the page are selected at once, or none.
for (const button of document.querySelectorAll('[data-select-all]')) {
  button.hidden = false;
  button.addEventListener('click', () => {
    const boxes = [...button.form.elements].filter((element) => element.type === 'checkbox');
    const all = boxes.every((box) => box.checked);
    for (const box of boxes) {
      box.checked = !all;
    }
    document.getElementById('said').textContent = all ? 'None is selected.' : 'All on this page are selected.';
  });
}

// What could not be saved is said in the form, where the words still stand; what could not be opened is opened as a page.
function sayNotSaved(element, why) {
  const place = element.closest('tr, section')?.querySelector('[data-not-saved]');
  if (place) {
    place.textContent = place.dataset[why] ?? place.dataset.refused;
  } else if (element.href) {
    window.location = element.href;
  }
}

document.addEventListener('htmx:sendError', ({ detail }) => sayNotSaved(detail.elt, 'noAnswer'));
document.addEventListener('htmx:responseError', ({ detail }) => {
  const why = { 401: 'signedOut', 413: 'tooLarge' }[detail.xhr.status];
  sayNotSaved(detail.elt, why ?? 'refused');
});

// Once it is answered again, nothing is said of what went wrong before.
document.addEventListener('htmx:afterRequest', ({ detail }) => {
  if (detail.successful) {
    detail.elt.closest('tr, section')?.querySelector('[data-not-saved]')?.replaceChildren();
  }
});

// Without the script the browser's own menu prints.
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}

// A form of many figures asks before it is left, once something was typed in it that is not saved.
for (const form of document.querySelectorAll('form[data-warn-unsaved]')) {
  let typed = form.dataset.warnUnsaved === 'now';
  form.addEventListener('input', () => { typed = true; });
  form.addEventListener('submit', () => { typed = false; });
  // Enter saves where it is pressed: the browser alone would press the first button, and go up to that.
  form.addEventListener('keydown', (event) => {
    const button = event.target.matches('input') && event.target.closest('section')?.querySelector('[type=submit]');
    if (event.key === 'Enter' && button) {
      event.preventDefault();
      button.click();
    }
  });
  window.addEventListener('beforeunload', (event) => {
    if (typed) {
      event.preventDefault();
    }
  });
}
