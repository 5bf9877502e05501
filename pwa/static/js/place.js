// "Gebruik mijn plek": only when asked, and never needed.

import { fill } from './report.js';

export function askPlace(form, words) {
  const button = document.getElementById('locate');
  const located = document.getElementById('located');
  const forget = document.getElementById('forget-place');
  if (!navigator.geolocation) { button.hidden = true; return; }

  function tell(text, bad) {
    located.textContent = text;
    located.classList.toggle('bad', Boolean(bad));
  }

  function keep(lat, lon, accuracy) {
    form.lat.value = lat;
    form.lon.value = lon;
    form.lat.dataset.accuracy = accuracy;
    forget.hidden = lat === '';
    button.hidden = lat !== '';
    form.dispatchEvent(new Event('input'));
  }

  function found({ coords: { latitude, longitude, accuracy } }) {
    const n = Math.max(5, Math.round(accuracy / 5) * 5);
    keep(latitude.toFixed(6), longitude.toFixed(6), n);
    tell(fill(n > 100 ? words.rough : words.found, { n }), n > 100);
  }

  function failed() {
    tell(words.denied, true);
    form.description.focus();
  }

  button.addEventListener('click', () => {
    tell(words.searching, true);
    navigator.geolocation.getCurrentPosition(found, failed, { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 });
  });
  forget.addEventListener('click', () => { keep('', '', ''); tell(''); button.focus(); });
}
