// What every page of the desk shares: requests that outlive a session, drafts that outlive a page, and the list of keys.

export const account = document.querySelector('meta[name="account"]')?.content || "";
export const csrf = () => document.querySelector('meta[name="csrf"]').content;

const lost = document.createElement("p");
lost.className = "lost";
lost.setAttribute("role", "alert");
lost.hidden = true;
document.body.append(lost);

export function sayLost(is_lost) {
  lost.textContent = is_lost ? "连不上服务器。已填写的内容保留在本页，恢复后可继续提交。" : "";
  lost.hidden = !is_lost;
}
addEventListener("offline", () => sayLost(true));
addEventListener("online", () => sayLost(false));

/** Send a form and return the answer; a session that has ended is opened anew first, and nothing typed is lost. */
export async function post(address, fields = {}) {
  for (;;) {
    let answer;
    try {
      answer = await fetch(address, {
        method: "POST",
        body: new URLSearchParams(fields),
        headers: { "X-CSRF-Token": csrf(), Accept: "application/json" },
        redirect: "manual",
      });
    } catch {
      sayLost(true);
      throw new Error("连不上服务器，请稍后再试。");
    }
    sayLost(false);
    if (answer.type !== "opaqueredirect" && answer.status !== 401) return answer;
    await signInAgain();
  }
}

/** Ask for something; the same about sessions. */
export async function ask(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" }, redirect: "manual" });
  if (answer.type === "opaqueredirect" || answer.status === 401) {
    await signInAgain();
    return ask(address);
  }
  if (!answer.ok) throw new Error(await toldBy(answer));
  return answer.json();
}

/** What a problem response says, for a person. */
export async function toldBy(answer) {
  const told = await answer.json().catch(() => ({}));
  return told.message || WORDS[told.code] || `没有完成（${told.code || answer.status}）。请刷新后再试。`;
}
const WORDS = {
  conflict: "这份材料的状态已经变化：申报有改动、正由他人审核，或已最终通过（更正前须先“重新审核”）。请刷新后再看。",
  not_found: "没有这个报名号，或不在您的审核范围内。",
  input_invalid: "填写的内容不符合要求，请检查。",
  storage_unavailable: "数据库暂时没有应答，内容没有提交，请稍后再试。",
};

let asking = null;
function signInAgain() {
  asking = asking || new Promise((done) => openSignIn(() => ((asking = null), done())));
  return asking;
}
function openSignIn(done) {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-labelledby", "again");
  dialog.innerHTML = `<form method="dialog"><h2 id="again">登录已过期</h2>
    <p>请重新登录。刚才填写的内容还在，登录后会接着提交。</p>
    <p class="fault" role="alert" hidden></p>
    <label for="again-name">用户名</label><input id="again-name" name="name" autocomplete="username" required>
    <label for="again-password">密码</label><input id="again-password" name="password" type="password" autocomplete="current-password" required>
    <p class="ends"><button class="main">登录</button></p></form>`;
  document.body.append(dialog);
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    const answer = await fetch("/sign-in", { method: "POST", body: new URLSearchParams(form) }).catch(() => sayLost(true));
    const me = await fetch("/me", { headers: { Accept: "application/json" }, redirect: "manual" }).catch(() => null);
    if (!me || !me.ok) {
      const fault = dialog.querySelector(".fault");
      const seconds = answer?.status === 429 && answer.headers.get("Retry-After");
      fault.textContent = seconds ? `试的次数太多，请 ${seconds} 秒后再试。` : "用户名或密码不对，或账号已停用。";
      fault.hidden = false;
      return;
    }
    const who = await me.json();
    // Somebody else has sat down here: what was typed is not theirs to send.
    if (who.account !== account) return location.reload();
    document.querySelector('meta[name="csrf"]').content = who.csrf;
    dialog.close();
    dialog.remove();
    done();
  });
  dialog.showModal();
}

/** What a tab keeps is of whoever typed it: it outlives their session, and whoever sits down next finds nothing of it. */
function dropDrafts(isDropped) {
  for (const place of Object.keys(sessionStorage)) if (place.startsWith("draft:") && isDropped(place)) sessionStorage.removeItem(place);
}
const seatedBefore = sessionStorage.getItem("account") || "";
const seated = account || seatedBefore;
sessionStorage.setItem("account", seated);
if (seated !== seatedBefore) sessionStorage.removeItem("queue");
dropDrafts((place) => !place.startsWith(`draft:${seated}:`));
document.querySelector('form[action="/sign-out"]')?.addEventListener("submit", () => dropDrafts(() => true));

/** Keep what is typed into a form until it has been sent: a page that is closed or reloaded gives it back. */
export function keepDraft(form, key) {
  const place = `draft:${account}:${key}`;
  const fields = [...form.querySelectorAll("textarea, input[data-draft]")];
  const kept = JSON.parse(sessionStorage.getItem(place) || "{}");
  const drop = () => {
    sessionStorage.removeItem(place);
    form.querySelector(".draft")?.remove();
  };
  for (const field of fields) field.value = kept[field.name] ?? field.defaultValue;
  form.querySelector(".draft")?.remove();
  if (Object.keys(kept).length) form.querySelector("h2").after(draftNote(fields, drop));
  form.oninput = () => sessionStorage.setItem(place, JSON.stringify(Object.fromEntries(fields.map((one) => [one.name, one.value]))));
  return { drop };
}
function draftNote(fields, drop) {
  const note = document.createElement("p");
  note.className = "draft";
  note.innerHTML = `上次没有提交的内容还在。<button type="button" class="plain">用原来的</button>`;
  note.querySelector("button").addEventListener("click", () => {
    for (const field of fields) field.value = field.defaultValue;
    drop();
    fields[0].focus();
  });
  return note;
}

/** Whether somebody sits here: a page that is left alone keeps no session and no dossier. */
let touched = Date.now();
for (const kind of ["keydown", "pointerdown", "pointermove", "wheel"]) addEventListener(kind, () => (touched = Date.now()), { passive: true });
export const isAttended = () => Date.now() - touched < 15 * 60_000;

/** Whether a key press is meant for the page and not for what is being typed. */
export function isForPage(event) {
  // Of a dialog that was just closed the browser lets the field hold the focus a moment longer: nobody types there.
  const field = event.target.closest?.("input, textarea, select, [contenteditable]");
  const typing = field && !field.closest("dialog:not([open])");
  return !typing && !event.ctrlKey && !event.metaKey && !event.altKey && !document.querySelector("dialog[open]");
}

const help = document.querySelector("#keys");
const openHelp = () => help && !help.open && help.showModal();
document.querySelector("[data-help]")?.addEventListener("click", openHelp);
addEventListener("keydown", (event) => {
  if (event.key === "?" && isForPage(event)) openHelp();
});
for (const button of document.querySelectorAll("[data-close]"))
  button.addEventListener("click", () => button.closest("dialog").close());
