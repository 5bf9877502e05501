// Walking distance, computed here: where a worker is leaves the phone for nobody.

const RADIUS = 6371000;
const radians = (degrees) => degrees * Math.PI / 180;

export function metres(a, b) {
  const lat = radians(b.lat - a.lat);
  const lon = radians(b.lon - a.lon);
  const h = Math.sin(lat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(lon / 2) ** 2;
  return 2 * RADIUS * Math.asin(Math.sqrt(h));
}

// 124 → 120 m, 1240 → 1,2 km
export function distanceWords(distance, language) {
  const far = distance >= 1000;
  const unit = far ? 'kilometer' : 'meter';
  const value = far ? distance / 1000 : Math.max(10, Math.round(distance / 10) * 10);
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: far ? 1 : 0 }).format(value);
}

function sort(list, here) {
  const cards = [...list.children].map((card) => {
    const { lat, lon } = card.dataset;
    return { card, distance: lat ? metres(here, { lat: Number(lat), lon: Number(lon) }) : Infinity };
  });
  for (const { card, distance } of cards) {
    if (distance < Infinity) card.querySelector('[data-slot=distance]').textContent = distanceWords(distance, document.documentElement.lang);
  }
  list.append(...cards.sort((a, b) => a.distance - b.distance).map(({ card }) => card));
}

export function offerNearest(button, list) {
  if (!button || !navigator.geolocation || !list.querySelector('[data-lat]')) return;
  const words = button.querySelector('span');
  const asks = words.textContent;
  button.hidden = false;
  button.addEventListener('click', () => {
    words.textContent = button.dataset.busy;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        sort(list, { lat: coords.latitude, lon: coords.longitude });
        words.textContent = asks;
        button.setAttribute('aria-pressed', 'true');
      },
      () => { words.textContent = button.dataset.fails; },
      { enableHighAccuracy: true, maximumAge: 60000, timeout: 15000 },
    );
  });
}
