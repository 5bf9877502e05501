// On every page: the service worker, and "Sluit snel".

function register() {
  // Without one everything works, but offline and push.
  navigator.serviceWorker?.register('/sw.js', { updateViaCache: 'none' }).catch(() => undefined);
}

// The form comes first.
if (document.getElementById('report')) setTimeout(register, 4000);
else addEventListener('load', register);

// Pages with a quick way out take each other's place in the history, and never come back as they were left.
const quick = () => document.querySelector('[data-exit]');
addEventListener('pageshow', (event) => event.persisted && quick() && location.reload());

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[class]');
  if (!link || !quick() || event.defaultPrevented) return;
  const { href, origin, dataset: { exit } } = link;
  if (!exit && origin !== location.origin) return;
  event.preventDefault();
  if (!exit) return location.replace(href);
  window.onbeforeunload = null;
  document.body.replaceChildren();
  document.title = '';
  navigator.sendBeacon(exit); // ends the follow session in this browser
  location.replace(href);
});
