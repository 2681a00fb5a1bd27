// Passkeys on the pages that sign in or add one. The server gives what the browser is asked in
// <script type="application/json" id="passkey-options">, which is data and never runs.
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const bytes = (base64url) =>
  Uint8Array.from(atob(base64url.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const known = (list = []) => list.map((item) => ({ ...item, id: bytes(item.id) }));

function asked(options) {
  const publicKey = { ...options.publicKey, challenge: bytes(options.publicKey.challenge) };
  if (publicKey.user) publicKey.user = { ...publicKey.user, id: bytes(publicKey.user.id) };
  publicKey.excludeCredentials = known(publicKey.excludeCredentials);
  publicKey.allowCredentials = known(publicKey.allowCredentials);
  return { publicKey };
}

function told(credential) {
  const response = { clientDataJSON: text(credential.response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function options(form) {
  const given = document.getElementById("passkey-options");
  if (given) return JSON.parse(given.textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
  return answer.json();
}

for (const button of document.querySelectorAll("button[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  button.closest("[hidden]")?.removeAttribute("hidden");
  button.addEventListener("click", async () => {
    const form = button.form;
    const failed = form.querySelector("[data-passkey-failed]");
    failed.hidden = true;
    try {
      const { creation_options: making, request_options: using } = await options(form);
      const wanted = asked(making ?? using);
      if (making && form.elements.passwordless?.checked) {
        const selection = wanted.publicKey.authenticatorSelection;
        Object.assign(selection, { residentKey: "required", requireResidentKey: true, userVerification: "required" });
      }
      const made = making ? await navigator.credentials.create(wanted) : await navigator.credentials.get(wanted);
      form.elements.credential.value = JSON.stringify(told(made));
      form.submit();
    } catch (error) {
      failed.hidden = false;
      console.warn(error);
    }
  });
}
