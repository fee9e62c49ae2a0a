// A button to copy each citation; without this script it can be selected and copied as ever.
const offer = (block) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "act copy";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(block.querySelector(".cited, code").textContent);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
  block.append(button);
};
const offerAll = () => {
  if (!navigator.clipboard) return; // not offered on pages without https
  document.querySelectorAll(".bibtex:not(:has(.copy)), .copyable:not(:has(.copy))").forEach(offer);
};
offerAll();
document.addEventListener("listing", offerAll); // filter.js has put another list in place
