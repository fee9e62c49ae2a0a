// Narrows a list while one types: asks for the address that the form would, and puts its list in
// place. Without this script, or without an answer, the form is sent as ever.
const form = document.querySelector(".filters form");
const REPLACED = ["[data-listing]", ".filters .years", ".filters [name=group]"];
let waiting, asked;

const address = () => {
  const fields = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...fields]) if (!value) fields.delete(name);
  return location.pathname + (fields.size ? `?${fields}` : "");
};

const show = async () => {
  const wanted = address();
  asked?.abort();
  asked = new AbortController();
  try {
    const response = await fetch(wanted, { signal: asked.signal });
    if (!response.ok) throw new Error(response.statusText);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const part of REPLACED) {
      const [here, found] = [document, page].map((each) => each.querySelector(part));
      if (found && here !== document.activeElement) here?.replaceWith(found); // focus stays
    }
    // The line that says how many stays, so that screen readers hear it change.
    document.querySelector("[data-found]").textContent = page.querySelector("[data-found]").textContent;
    history.replaceState(null, "", wanted);
    document.dispatchEvent(new Event("listing"));
  } catch (error) {
    if (error.name !== "AbortError") form.submit();
  }
};

form?.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(show, 250);
});
form?.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  show();
});
