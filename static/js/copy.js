// A button to copy each citation; without this script it can be selected and copied as ever.
for (const block of document.querySelectorAll(".bibtex, .copyable")) {
  if (!navigator.clipboard) break; // not offered on pages without https
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
}
