// On every page: the service worker, and "Sluit snel".

function register() {
  // Without one (private windows, old phones) everything works; only offline and push do not.
  navigator.serviceWorker?.register('/sw.js', { updateViaCache: 'none' }).catch(() => undefined);
}

// The form's first view is for the form: the worker's downloads wait.
if (document.getElementById('report')) setTimeout(register, 4000);
else addEventListener('load', register);

document.addEventListener('click', (event) => {
  const link = event.target.closest('[data-exit]');
  if (!link) return;
  event.preventDefault();
  const { href, dataset: { exit } } = link;
  window.onbeforeunload = null;
  document.body.replaceChildren();
  document.title = '';
  navigator.sendBeacon(exit); // ends the follow session in this browser
  location.replace(href);
});
