// Who helps sooner than a report: the twin of moderation/advice.py, on the same lexicons.

const WINDOW = 10;
const LONG = 6;
const ORDER = ['112', '113', 'veilig-thuis', '0900-8844', '0800-7000'];

const fold = (text) => text.replace(/['’‘ʼ`´]/g, ' ').normalize('NFKD').toLowerCase().normalize('NFKD')
  .replace(/ı/g, 'i').replace(/[\p{M}\p{Cf}]/gu, '');

const group = (choice, sets = {}) => {
  for (const name in sets) choice = choice.replaceAll(`$${name}`, sets[name]);
  return fold(choice).split('|').filter(Boolean).map((each) => each.split('_'));
};

const like = (word, part) => {
  if (word === undefined) return false;
  const bare = part.replace(/^\*|\*$/g, '');
  if (part[0] === '*') return part.length > 1 && part.endsWith('*') ? word.includes(bare) : word.endsWith(bare);
  return part.endsWith('*') || part.length >= LONG ? word.startsWith(bare) : word === part;
};

const at = (words, i, choices) => choices.some((row) => row.every((part, step) => like(words[i + step], part)));

export function read(text, breaks) {
  const words = []; const sentences = []; const clauses = [];
  let sentence = 0; let clause = 0; let end = 0;
  const plain = fold(text);
  for (const found of plain.matchAll(/[\p{L}\p{N}]+/gu)) {
    const between = plain.slice(end, found.index);
    end = found.index + found[0].length;
    const ended = /[.!?…\n؟]/.test(between);
    sentence += ended;
    clause += ended || /[,;:()]/.test(between) || breaks.has(found[0]);
    words.push(found[0]); sentences.push(sentence); clauses.push(clause);
  }
  return { words, sentences, clauses };
}

export function advise(text, lexicons) {
  const breaks = new Set(lexicons.flatMap((lexicon) => fold(lexicon.breaks).split(' ')));
  const { words, sentences, clauses } = read(text, breaks);
  const holds = (advice, { key, others, none }, past, i) => {
    if (!at(words, i, key)) return false;
    const near = words.map((_, n) => n).filter((n) => Math.abs(n - i) <= WINDOW && sentences[n] === sentences[i]);
    return others.every((choices) => near.some((n) => at(words, n, choices)))
      && !near.some((n) => at(words, n, none))
      && (advice !== '112' || !near.some((n) => clauses[n] === clauses[i] && at(words, n, past)));
  };
  return ORDER.filter((advice) => lexicons.some((lexicon) => {
    const past = group(lexicon.past.replaceAll(' ', '|'));
    return lexicon[advice].flatMap((line) => line.split(';')).some((line) => {
      const [wanted, unwanted = ''] = line.split(' !');
      const [key, ...others] = wanted.split(' ').map((choice) => group(choice, lexicon.sets));
      const rule = { key, others, none: group(unwanted, lexicon.sets) };
      return words.some((_, i) => holds(advice, rule, past, i));
    });
  }));
}
