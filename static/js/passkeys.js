// Makes a passkey, or asks for one, and sends the browser's answer with the form.

/** Give the bytes of base64url text. */
export function bytesOf(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

/** Give base64url text for bytes. */
export function textOf(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Give options as navigator.credentials takes them: bytes where the JSON holds text. */
export function prepared(options) {
  const described = (list) => list?.map((one) => ({ ...one, id: bytesOf(one.id) }));
  const ready = { ...options, challenge: bytesOf(options.challenge) };
  if (options.user) ready.user = { ...options.user, id: bytesOf(options.user.id) };
  if (options.excludeCredentials) ready.excludeCredentials = described(options.excludeCredentials);
  if (options.allowCredentials) ready.allowCredentials = described(options.allowCredentials);
  return ready;
}

/** Give a credential as JSON, in the shape of PublicKeyCredential.toJSON(). */
export function answerOf(credential) {
  const names = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const given = names.filter((name) => credential.response[name]);
  return JSON.stringify({
    id: credential.id,
    rawId: textOf(credential.rawId),
    type: credential.type,
    response: Object.fromEntries(given.map((name) => [name, textOf(credential.response[name])])),
  });
}

async function send(form) {
  const publicKey = prepared(JSON.parse(form.dataset.options));
  const failed = form.querySelector("[data-passkey-failed]");
  failed.hidden = true;
  try {
    const credential = await navigator.credentials[form.dataset.passkey]({ publicKey });
    form.elements.answer.value = answerOf(credential);
    form.submit();
  } catch {
    failed.hidden = false;
  }
}

if (typeof document !== "undefined" && globalThis.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
  }
}
