// Passkeys: a form with data-passkey asks the device when it is sent, and takes its answer along.
// data-passkey is "get" to prove who one is, "create" to add one. What the server asks for stands in
// #passkey-options, or comes from the address in data-from.
(() => {
  const able =
    window.isSecureContext &&
    window.PublicKeyCredential?.parseCreationOptionsFromJSON &&
    PublicKeyCredential.parseRequestOptionsFromJSON;

  const optionsOf = async (form) => {
    if (!form.dataset.from) {
      return JSON.parse(document.getElementById("passkey-options").textContent);
    }
    const answer = await fetch(form.dataset.from, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    return answer.json();
  };

  const askDevice = async (form) => {
    const told = await optionsOf(form);
    if (form.dataset.passkey === "create") {
      const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
        told.creation_options.publicKey,
      );
      // Found by the device itself, and only after fingerprint, face or PIN.
      publicKey.authenticatorSelection = {
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      };
      return navigator.credentials.create({ publicKey });
    }
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
      told.request_options.publicKey,
    );
    return navigator.credentials.get({ publicKey });
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!able) continue;
    const button = form.querySelector("button");
    const problem = form.querySelector("[data-problem]");
    const known = form.querySelector("[data-known]");
    button.disabled = false;
    form.querySelector("[data-unable]").hidden = true;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      problem.hidden = known.hidden = true;
      try {
        const credential = await askDevice(form);
        form.elements.credential.value = JSON.stringify(credential);
        form.submit();
      } catch (error) {
        (error.name === "InvalidStateError" ? known : problem).hidden = false;
      }
    });
  }
})();
