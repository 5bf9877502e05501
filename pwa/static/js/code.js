// The code of a report, made and kept here: the server is told only a key that is derived from it.

const DAMM = [
  '0317598642', '7092154863', '4206871359', '1750983426', '6123045978',
  '3674209581', '5869720134', '8945362017', '9438617205', '2581436790',
];

export const base64url = (bytes) => btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
export const fromBase64url = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));

const check = (digits) => [...digits].reduce((row, digit) => DAMM[row][digit], 0);

export function valid(typed) {
  const digits = typed.replace(/\D/g, '');
  return digits.length === 21 && String(check(digits)) === '0';
}

// Twenty random digits and a check digit, in groups of three.
export function newCode() {
  let digits = '';
  while (digits.length < 20) {
    for (const byte of crypto.getRandomValues(new Uint8Array(32))) if (byte < 250 && digits.length < 20) digits += byte % 10;
  }
  return (digits + check(digits)).match(/.{3}/g).join(' ');
}

export async function deriveKey(code, salt, iterations) {
  const digits = new TextEncoder().encode(code.replace(/\D/g, ''));
  const typed = await crypto.subtle.importKey('raw', digits, 'PBKDF2', false, ['deriveBits']);
  const master = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: fromBase64url(salt), iterations }, typed, 256);
  const source = await crypto.subtle.importKey('raw', master, 'HKDF', false, ['deriveBits']);
  const info = new TextEncoder().encode('follow');
  const key = await crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info }, source, 256);
  return base64url(new Uint8Array(key));
}

// The groups of a code, each kept whole where a line ends.
export const groups = (code) => code.split(' ').flatMap((group) => {
  return [Object.assign(document.createElement('span'), { textContent: group }), ' '];
});
