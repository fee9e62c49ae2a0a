// Remembers that somebody in this browser edits here, so that public pages may offer to
// (js/edit.js). It is no secret and opens nothing.
try {
  localStorage.setItem("octavo-member", "1");
} catch {
  // No storage: public pages offer no link.
}
