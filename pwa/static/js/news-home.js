// On the home page, where news is switched on: whether there is some for this phone, and a way to switch it off.

const [told, on] = ['told', 'on'].map((name) => document.querySelector(`[data-news-${name}]`));

async function start() {
  const { forgetAll, look } = await import('./news.js');
  const { leave, renew } = await import('./news-push.js');
  on.hidden = false;
  on.querySelector('[data-news-off]').addEventListener('click', async () => {
    forgetAll();
    on.hidden = told.hidden = true;
    await leave();
  });
  told.hidden = !await look();
  await renew();
}

try {
  // Nothing more is loaded for all others. Without internet there is no news, and the next visit looks again.
  if (localStorage.getItem('news')) start().catch(() => undefined);
} catch { /* This phone keeps nothing: there is no news to look for. */ }
