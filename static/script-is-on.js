// Stands first in the body, so that what needs JavaScript is drawn once and not redrawn.
document.body.classList.add('js-enabled');
if ('noModule' in HTMLScriptElement.prototype) {
  document.body.classList.add('nhsuk-frontend-supported');
}
