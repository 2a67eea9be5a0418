// Comforts only: without this the page says and shows the same.
(() => {
  "use strict";

  // What does not scroll needs no stop for the Tab key.
  const settle = () => {
    for (const box of document.querySelectorAll(".scroll, pre")) {
      if (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1) {
        box.tabIndex = 0;
      } else {
        box.removeAttribute("tabindex");
      }
    }
  };
  document.fonts.ready.then(settle);
  addEventListener("resize", settle);

  // The contents open at the chapter that is being read.
  const nav = document.querySelector(".contents");
  const links = new Map([...nav.querySelectorAll("a")].map((a) => [decodeURIComponent(a.hash.slice(1)), a]));
  const heads = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  let current = null;
  const follow = () => {
    const line = innerHeight * 0.3;
    let head = null;
    for (const candidate of heads) {
      if (candidate.getBoundingClientRect().top > line) break;
      head = candidate;
    }
    const link = head && links.get(head.id);
    if (link === current) return;
    if (current) current.removeAttribute("aria-current");
    nav.querySelectorAll(".open").forEach((item) => item.classList.remove("open"));
    current = link;
    if (!link) return;
    link.setAttribute("aria-current", "true");
    for (let item = link.closest("li"); item; item = item.parentElement.closest("li")) {
      item.classList.add("open");
    }
    const box = nav.getBoundingClientRect();
    const place = link.getBoundingClientRect();
    if (place.top < box.top + 40 || place.bottom > box.bottom - 40) {
      nav.scrollTop += place.top - box.top - box.height / 2;
    }
  };
  let waiting = false;
  const later = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      follow();
    });
  };
  document.documentElement.classList.add("follows");
  addEventListener("scroll", later, { passive: true });
  addEventListener("resize", later);
  follow();

  // Films play while they are in view, unless the reader's system asks for less motion.
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const stopped = new WeakSet();
  const watcher = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) {
          if (!target.paused) {
            target.dataset.left = "";
            target.pause();
          }
        } else if (!still.matches && !stopped.has(target)) {
          target.play().catch(() => {});
        }
      }
    },
    { threshold: 0.6 },
  );
  for (const film of document.querySelectorAll("video")) {
    // Controls would veil a film that plays by itself; whoever reaches for it gets them.
    const show = () => (film.controls = true);
    if (!still.matches) {
      film.controls = false;
      film.tabIndex = 0;
      for (const reach of ["pointerenter", "pointerdown", "focus", "pause"]) {
        film.addEventListener(reach, () => ("left" in film.dataset ? null : show()));
      }
      film.addEventListener("pointerleave", () => (film.controls = film.paused));
      film.addEventListener("blur", () => (film.controls = film.paused));
    }
    film.addEventListener("pause", () => {
      // A pause of the reader's own is kept; one made by leaving the film is not.
      if ("left" in film.dataset) delete film.dataset.left;
      else stopped.add(film);
    });
    film.addEventListener("play", () => stopped.delete(film));
    watcher.observe(film);
  }
})();
