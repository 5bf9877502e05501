// Within a follow session: the switch. The page asks for its news key only when that is needed: at a tap, or where this
// phone keeps one that could be the same.

import { isOn } from './news.js';
import { offerNews } from './news-switch.js';

async function ownKey() {
  const answer = await fetch('/api/follow/news-key', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return (await answer.json()).news_key;
}

const known = isOn() ? await ownKey().catch(() => undefined) : undefined;
const card = document.querySelector('[data-news]');
offerNews(card, card.dataset.pushKey, ownKey, known);
