// Passkeys: a button asks the device, puts the answer in its form, and sends the form like any other.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (each) => each.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
const described = (list = []) => list.map((each) => ({ ...each, id: bytes(each.id) }));
const secret = (credential) => credential.getClientExtensionResults().prf?.results?.first;

function options(sent) {
  const made = { ...sent, challenge: bytes(sent.challenge) };
  made.extensions = { prf: { eval: { first: bytes(sent.extensions.prf.eval.first) } } };
  if (sent.user) made.user = { ...sent.user, id: bytes(sent.user.id) };
  made.excludeCredentials = described(sent.excludeCredentials);
  made.allowCredentials = described(sent.allowCredentials);
  return made;
}

async function asked(button) {
  const token = button.form.elements.token?.value;
  const answer = await fetch(button.dataset.ask, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': document.body.dataset.csrf ?? '' },
    body: JSON.stringify(token === undefined ? {} : { token }),
  });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return options(await answer.json());
}

// Some devices tell the secret of a new passkey only when it is used.
async function secretOf(credential, { rp, extensions }) {
  const found = secret(credential);
  if (found || !credential.getClientExtensionResults().prf?.enabled) return found;
  return secret(await navigator.credentials.get({ publicKey: {
    challenge: crypto.getRandomValues(new Uint8Array(32)), // only the secret is wanted: nobody checks this answer
    rpId: rp.id,
    allowCredentials: [{ type: 'public-key', id: credential.rawId }],
    userVerification: 'required',
    extensions,
  } }));
}

async function answer(button) {
  const publicKey = await asked(button);
  const creating = button.dataset.passkey === 'create';
  const credential = await navigator.credentials[creating ? 'create' : 'get']({ publicKey });
  const found = creating ? await secretOf(credential, publicKey) : secret(credential);
  const response = {};
  for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  const { id, type } = credential;
  return JSON.stringify({ credential: { id, rawId: text(credential.rawId), type, response }, prf: found ? text(found) : '' });
}

for (const button of globalThis.PublicKeyCredential ? document.querySelectorAll('[data-passkey]') : []) {
  const status = button.form.querySelector('[data-passkey-fails]');
  button.hidden = false;
  button.addEventListener('click', async (event) => {
    event.preventDefault();
    button.disabled = true;
    status.textContent = '';
    try {
      button.form.elements.answer.value = await answer(button);
      button.disabled = false;
      button.form.requestSubmit(button);
    } catch {
      button.disabled = false;
      status.textContent = status.dataset.passkeyFails;
    }
  });
}
