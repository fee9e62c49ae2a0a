// Markdown fields: the text, and beside it the preview that the server draws as the page will be.
// The Tab key leaves the text as everywhere else.
"use strict";
(() => {
  const PAUSE = 300;

  // The preview has a root of its own, so that the public style sheets reach it and nothing else.
  const prepare = (preview, sheets) => {
    if (preview.shadowRoot) return preview.shadowRoot.querySelector(".prose");
    const root = preview.attachShadow({ mode: "open" });
    for (const href of sheets) {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = href;
      root.append(link);
    }
    const prose = document.createElement("div");
    prose.className = "prose";
    root.append(prose);
    return prose;
  };

  const post = (editor, address, name, value, signal) => {
    const data = new FormData();
    // The cookie's, which is new where somebody signed in again in another window.
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
    data.append("csrfmiddlewaretoken", token ?? editor.form.elements.csrfmiddlewaretoken.value);
    data.append(name, value);
    const headers = { "X-Requested-With": "XMLHttpRequest" };
    return fetch(address, { method: "POST", body: data, headers, signal });
  };

  const replace = (editor, text) => {
    editor.focus();
    // Unlike setRangeText, this leaves the steps that can be undone.
    if (!document.execCommand("insertText", false, text)) {
      editor.setRangeText(text, editor.selectionStart, editor.selectionEnd, "end");
      editor.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };

  const wrap = (editor, before, after) => {
    const { selectionStart: start, selectionEnd: end, value } = editor;
    replace(editor, before + value.slice(start, end) + after);
    editor.setSelectionRange(start + before.length, end + before.length);
  };

  const prefixLines = (editor, prefix) => {
    const start = editor.value.lastIndexOf("\n", editor.selectionStart - 1) + 1;
    const end = editor.selectionEnd;
    const lines = editor.value.slice(start, end).split("\n");
    editor.setSelectionRange(start, end);
    replace(editor, lines.map((line) => prefix + line).join("\n"));
  };

  const start = (editor) => {
    if (editor.name.includes("__prefix__") || "started" in editor.dataset) return;
    editor.dataset.started = "";
    const box = editor.closest(".markdown");
    const preview = box.querySelector(".markdown-preview");
    const status = box.querySelector(".markdown-status");
    const prose = prepare(preview, box.dataset.sheets.split(" "));
    let timer, running;

    const isOf = (answer, type) => (answer.headers.get("content-type") ?? "").startsWith(type);
    // Our own answers are sentences; a page of a server in between is none.
    const said = (answer, text) => (isOf(answer, "text/plain") && text.slice(0, 300)) || box.dataset.silent;

    const draw = async () => {
      running?.abort();
      running = new AbortController();
      try {
        const address = editor.dataset.markdownxUrlsPath;
        const answer = await post(editor, address, "content", editor.value, running.signal);
        const text = await answer.text();
        if (answer.ok) prose.innerHTML = text;
        status.textContent = answer.ok ? "" : said(answer, text);
      } catch (error) {
        if (error.name !== "AbortError") status.textContent = box.dataset.silent;
      }
    };

    const send = async (file) => {
      status.textContent = `${file.name} …`;
      let told;
      try {
        const answer = await post(editor, editor.dataset.markdownxUploadUrlsPath, "image", file);
        const text = await answer.text();
        told = isOf(answer, "application/json") ? JSON.parse(text) : { error: said(answer, text) };
      } catch {
        told = { error: box.dataset.silent };
      }
      status.textContent = told.error || "";
      if (!told.image_code) return;
      const place = editor.selectionStart + told.image_code.indexOf(told.select);
      replace(editor, told.image_code);
      editor.setSelectionRange(place, place + told.select.length);
    };

    const take = (event, files) => {
      const pictures = [...(files || [])].filter((file) => file.type.startsWith("image/"));
      if (!pictures.length) return;
      event.preventDefault();
      pictures.forEach(send);
    };

    editor.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(draw, PAUSE);
    });
    editor.addEventListener("drop", (event) => take(event, event.dataTransfer?.files));
    editor.addEventListener("paste", (event) => take(event, event.clipboardData?.files));
    editor.addEventListener("keydown", (event) => {
      const marks = { b: "**", i: "*" }[event.key];
      if (!marks || event.altKey || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      wrap(editor, marks, marks);
    });
    // Not in the page: unfold looks for a field with the file's name beside each that is.
    const chooser = Object.assign(document.createElement("input"), { type: "file", accept: "image/*" });
    chooser.addEventListener("change", (event) => {
      take(event, chooser.files);
      chooser.value = "";
    });
    box.querySelector(".markdown-tools").addEventListener("click", (event) => {
      const { before, after, line, picture } = event.target.closest("button")?.dataset ?? {};
      if (before) wrap(editor, before, after);
      else if (line) prefixLines(editor, line);
      else if (picture !== undefined) chooser.click();
    });
    // Drawn when it is first seen: a form has many texts, most of them on other tabs.
    const seen = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      seen.disconnect();
      draw();
    });
    seen.observe(preview);
  };

  const startAll = (root) => root.querySelectorAll("textarea.markdownx-editor").forEach(start);
  document.addEventListener("DOMContentLoaded", () => startAll(document));
  document.addEventListener("formset:added", (event) => startAll(event.target));
})();
