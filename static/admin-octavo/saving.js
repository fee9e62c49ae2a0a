// Before a form is sent: does the site answer, and is whoever typed still signed in? If not, the
// form stays open with all that was typed, and a note says what to do. Sent blindly, it would be
// answered by the sign-in page or by the browser's own error, and the text would be gone.
// Whoever has typed for less than a minute is not kept waiting for the answer.
"use strict";
(() => {
  const PATIENCE = 15000; // milliseconds
  const FRESH = 60000;
  const drawn = Date.now();
  const sent = new WeakSet();
  const asking = new WeakSet();

  // The name of the note that is due, or nothing.
  const trouble = async (address) => {
    try {
      const signal = AbortSignal.timeout(PATIENCE);
      const answer = await fetch(address, { redirect: "manual", cache: "no-store", signal });
      if (answer.ok) return "";
      return answer.type === "opaqueredirect" ? "signed-out" : "no-answer";
    } catch {
      return "no-answer";
    }
  };

  const tell = (place, name) => {
    const note = name && document.getElementById(`not-sent-${name}`);
    place.replaceChildren(...(note ? [note.content.cloneNode(true)] : []));
  };

  // Signing in again, in another window, made the form's token an old one.
  const renew = (form) => {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
    const field = form.elements.namedItem("csrfmiddlewaretoken");
    if (token && field) field.value = token;
  };

  const ask = async (place, form, submitter) => {
    asking.add(form);
    const name = await trouble(place.dataset.ask);
    asking.delete(form);
    tell(place, name);
    if (name) return;
    renew(form);
    sent.add(form);
    form.requestSubmit(submitter);
    sent.delete(form);
  };

  // At the window, before all others: who listens for the sending hears of it once.
  window.addEventListener("submit", (event) => {
    const form = event.target;
    const place = document.getElementById("not-sent");
    if (!place || form.method !== "post" || sent.has(form)) return;
    if (navigator.onLine && Date.now() - drawn < FRESH) return renew(form);
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!asking.has(form)) ask(place, form, event.submitter);
  }, true);
})();
