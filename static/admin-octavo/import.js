// When the page has grown to its end, go on to what came of the import.
const next = document.querySelector("[data-go-on]");
if (next) location.replace(next.href);
