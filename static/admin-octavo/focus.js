// The point of a picture that stays in view: clicked, dragged, or moved with the arrow keys, beside
// what is left of the picture where it is cut. The two numbers are what is saved.
"use strict";
(() => {
  const clamp = (value) => Math.min(Math.max(value, 0), 100);
  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  // As the server cuts: the point in the middle, as far as the picture reaches.
  const start = (whole, part, percent) =>
    whole - part < 1 ? 50 : clamp(((whole * percent) / 100 - part / 2) * (100 / (whole - part)));

  const setUp = (widget) => {
    if (widget.dataset.ready) return;
    widget.dataset.ready = "yes";
    const picker = widget.querySelector(".focus-picker");
    const stage = widget.querySelector(".focus-stage");
    const mark = widget.querySelector(".focus-mark");
    const reset = widget.querySelector(".focus-reset");
    const numbers = [...widget.querySelectorAll("input")];
    const name = numbers[0].name;
    const prefix = name.slice(0, name.lastIndexOf("-") + 1);
    const file = widget.closest("form")?.elements[prefix + widget.dataset.picture];
    if (!file) return;

    const [across, down] = widget.dataset.shape.split("/").map(Number);
    const square = across === down;
    const image = new Image();
    image.alt = "";
    image.draggable = false;
    stage.prepend(image);
    const cuts = (square ? ["square", "round"] : ["wide"]).map((look) => {
      const cut = new Image();
      cut.alt = "";
      cut.className = `focus-cut ${look}`;
      widget.querySelector(".focus-cuts").append(cut);
      return cut;
    });

    const usual = () => [50, image.naturalHeight > image.naturalWidth ? Number(widget.dataset.upright) : 50];
    const point = () => {
      const typed = numbers.map((each) => (each.value.trim() === "" ? NaN : Number(each.value)));
      return typed.some(Number.isNaN) ? usual() : typed.map(clamp);
    };

    const draw = () => {
      const [left, top] = point();
      const [width, height] = [image.naturalWidth, image.naturalHeight];
      const part = [Math.min(width, (height * across) / down), Math.min(height, (width * down) / across)];
      mark.style.left = `${left}%`;
      mark.style.top = `${top}%`;
      mark.setAttribute("aria-valuenow", top);
      mark.setAttribute("aria-valuetext", widget.dataset.told.replace("{left}", left).replace("{top}", top));
      for (const cut of cuts) {
        cut.style.objectPosition = `${start(width, part[0], left)}% ${start(height, part[1], top)}%`;
      }
      reset.hidden = numbers.every((each) => each.value === "");
    };

    const put = (values) => {
      numbers.forEach((each, index) => {
        each.value = values[index];
        each.dispatchEvent(new Event("input", { bubbles: true }));
      });
      draw();
    };

    const show = (source) => {
      for (const each of [image, ...cuts]) each.src = source;
    };
    image.addEventListener("load", () => {
      picker.hidden = false;
      draw();
    });
    image.addEventListener("error", () => {
      picker.hidden = true;
    });

    const at = (event) => {
      const box = image.getBoundingClientRect();
      const left = ((event.clientX - box.left) / box.width) * 100;
      const top = ((event.clientY - box.top) / box.height) * 100;
      put([left, top].map((each) => Math.round(clamp(each))));
    };
    stage.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault();
      stage.setPointerCapture(event.pointerId);
      mark.focus();
      at(event);
    });
    stage.addEventListener("pointermove", (event) => {
      if (stage.hasPointerCapture(event.pointerId)) at(event);
    });
    mark.addEventListener("keydown", (event) => {
      const step = STEPS[event.key];
      if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      const far = event.shiftKey ? 10 : 1;
      put(point().map((each, index) => clamp(each + step[index] * far)));
    });
    for (const each of numbers) each.addEventListener("input", draw);
    reset.addEventListener("click", () => {
      put(["", ""]);
      mark.focus();
    });

    // Another picture: the point of the former one says nothing of it.
    let chosen = "";
    file.addEventListener("change", () => {
      if (!file.files.length) return;
      URL.revokeObjectURL(chosen);
      chosen = URL.createObjectURL(file.files[0]);
      if (numbers.some((each) => each.value !== "")) put(["", ""]);
      show(chosen);
    });
    const stored = file.closest(".file")?.querySelector("[data-larger]");
    if (stored) show(stored.dataset.larger);
  };

  const setUpAll = (root) => {
    for (const widget of root.querySelectorAll(".focus")) {
      if (!widget.closest(".empty-form, template")) setUp(widget);
    }
  };
  document.addEventListener("DOMContentLoaded", () => setUpAll(document));
  document.addEventListener("formset:added", (event) => setUpAll(event.target));
})();
