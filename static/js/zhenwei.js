// Comforts only: every page works without this file.
(function () {
  "use strict";

  // An open menu closes on Escape and on a click beside it.
  function closeMenus(except) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (menu !== except) menu.open = false;
    });
  }
  document.addEventListener("click", function (event) {
    closeMenus(event.target.closest("details.menu"));

    // 【先不…】 folds the sheet again instead of loading the page anew.
    var fold = event.target.closest("[data-fold]");
    if (fold) {
      var sheet = fold.closest("details.confirm");
      event.preventDefault();
      sheet.open = false;
      sheet.querySelector("summary").focus();
    }
  });
  // "/" goes to the search box, unless something is being typed.
  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    var boxes = document.querySelectorAll("[data-search], .filters[role=search] input[type=search]");
    var box = Array.prototype.find.call(boxes, function (one) { return one.offsetParent; });
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    var open = event.target.closest("details.confirm[open]") || document.querySelector("details.menu[open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  });

  // Typing sheets: Enter goes on to the next line; from the last one it sends the form, as everywhere.
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || event.isComposing || !event.target.closest("form[data-typing]")) return;
    var lines = Array.from(event.target.form.querySelectorAll("input[data-next]"));
    var next = lines[lines.indexOf(event.target) + 1];
    if (lines.indexOf(event.target) < 0 || !next) return;
    event.preventDefault();
    next.focus();
    next.select();
  });

  // The count sheet adds up while it is typed; the server judges the same figures again.
  function figure(form, name) {
    var text = form.elements[name].value.normalize("NFKC").trim();
    return /^[0-9]+$/.test(text) ? Number(text) : NaN;
  }
  document.addEventListener("input", function (event) {
    var form = event.target.form;
    if (!form) return;
    form.querySelectorAll("output[data-sum]").forEach(function (output) {
      var total = output.dataset.sum.split(" ").reduce(function (sum, name) {
        return sum + figure(form, name);
      }, 0);
      var whole = figure(form, output.dataset.whole);
      var check = output.querySelector(".counts-check");
      var known = !isNaN(total) && !isNaN(whole);
      output.querySelector("b").textContent = isNaN(total) ? "—" : total;
      check.textContent = known ? (total === whole ? output.dataset.same : output.dataset.differs) : "";
      check.classList.toggle("is-off", known && total !== whole);
    });
  });

  // A form is sent once. The form number on the server is the guard; this spares the second wait.
  document.addEventListener("submit", function (event) {
    if (event.defaultPrevented || event.target.method === "get") return;
    if (event.target.dataset.sending) {
      event.preventDefault();
      return;
    }
    event.target.dataset.sending = "1";
    if (pending) pending.abort();
    if (event.submitter) event.submitter.classList.add("is-sending");
  });

  // What is typed into a long form is kept on the server a few seconds later, for its author alone: a power
  // cut costs no sentence. Sent or left, it is not kept any more.
  var drafting = new WeakMap();
  var pending = null;
  function keepDraft(form) {
    clearTimeout(drafting.get(form));
    drafting.delete(form);
    if (form.dataset.sending) return;
    if (pending) pending.abort();
    pending = new AbortController();
    var note = form.querySelector("[data-draft]");
    var typed = new FormData(form);
    Array.from(typed.keys()).forEach(function (name) {
      if (typed.get(name) instanceof File) typed.delete(name);
    });
    typed.set("_draft", "1");
    fetch(form.action, { method: "POST", body: typed, keepalive: true, redirect: "error", signal: pending.signal })
      .then(function (answer) {
        var now = new Date();
        var at = String(now.getHours()).padStart(2, "0") + ":" + String(now.getMinutes()).padStart(2, "0");
        note.textContent = answer.status === 204 ? note.dataset.kept + " " + at : note.dataset.lost;
      })
      .catch(function (failed) {
        if (failed.name !== "AbortError") note.textContent = note.dataset.lost;
      });
  }
  document.addEventListener("input", function (event) {
    var form = event.target.form;
    if (!form || drafting.has(form) || !form.querySelector("[data-draft]")) return;
    drafting.set(form, setTimeout(keepDraft, 5000, form));
  });
  document.addEventListener("visibilitychange", function () {
    if (document.visibilityState !== "hidden") return;
    document.querySelectorAll("form").forEach(function (form) {
      if (drafting.has(form)) keepDraft(form);
    });
  });

  // A part that asks for itself again got another page (the session is over): show that page whole.
  document.addEventListener("htmx:beforeSwap", function (event) {
    var answered = event.detail.xhr.responseURL;
    var asked = new URL(event.detail.pathInfo.requestPath, location.href);
    if (!answered || new URL(answered).pathname === asked.pathname) return;
    event.detail.shouldSwap = false;
    location.reload();
  });

  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sending]").forEach(function (form) {
      delete form.dataset.sending;
      form.querySelectorAll(".is-sending").forEach(function (button) {
        button.classList.remove("is-sending");
      });
    });
  });
})();
