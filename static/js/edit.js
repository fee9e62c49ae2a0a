// A link to the form of this page, for members. theme.js loads it where this browser has been in
// the admin; it forgets that once nobody is signed in any more.
(async () => {
  const path = encodeURIComponent(location.pathname);
  const answer = await fetch(`/accounts/edit-link/?path=${path}`);
  if (!answer.ok) return; // the page is whole without the link
  const told = await answer.json();
  if (!told.signed_in) localStorage.removeItem("octavo-member");
  if (!told.url) return;
  const link = document.createElement("a");
  link.href = told.url;
  link.textContent = told.label;
  link.className = "edit-link";
  document.querySelector("main").after(link);
})();
