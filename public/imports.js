// Files on their way in: how far the sending is, and how far the reading is. Without this the pages work all the same.
const form = document.querySelector("form[data-upload]");
if (form !== null) form.addEventListener("submit", send);
if (document.querySelector("#import-state[data-live]") !== null) setTimeout(lookAgain, 1000);

/** Sends the file with a bar of our own; the answer is shown as the browser would have shown it. */
function send(event) {
  const input = form.querySelector("input[type=file]");
  const file = input.files[0];
  if (file === undefined) return;
  event.preventDefault();
  const status = form.querySelector("[data-upload-status]");
  const bar = form.querySelector("[data-upload-progress]");
  const button = form.querySelector("button");
  status.hidden = false;
  if (file.size > Number(form.dataset.maxBytes)) {
    status.textContent = `${file.name} is larger than ${mb(Number(form.dataset.maxBytes))}: use the command line, or cut it in parts.`;
    return;
  }
  form.querySelector("[data-file-date]").value = new Date(file.lastModified).toISOString();
  bar.hidden = false;
  button.disabled = true;
  const request = new XMLHttpRequest();
  request.open("POST", location.href);
  request.upload.onprogress = ({ loaded, total }) => {
    bar.value = (loaded / total) * 100;
    status.textContent =
      loaded < total
        ? `${Math.floor((loaded / total) * 100)} % of ${mb(total)} sent.`
        : "All sent. Looking at it…";
  };
  request.onload = () => {
    if (request.status < 400) location.assign(request.responseURL);
    else show(request.responseText);
  };
  request.onerror = () => {
    status.textContent = "The connection broke off, and nothing was kept. Send the file once more.";
    bar.hidden = true;
    button.disabled = false;
  };
  request.send(new FormData(form));
}

/** An answer that says what is wrong, in place of this page. */
function show(html) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  document.body.replaceWith(document.adoptNode(answer.body));
  const again = document.querySelector("form[data-upload]");
  if (again === null) return;
  location.hash = "errors";
  document.querySelector("#errors")?.focus();
  for (const script of document.querySelectorAll("script[src]")) script.remove();
  again.addEventListener("submit", () => {
    const file = again.querySelector("input[type=file]").files[0];
    if (file !== undefined)
      again.querySelector("[data-file-date]").value = new Date(file.lastModified).toISOString();
  });
}

/** Puts the newest numbers into the page; when the import has come to its end, the whole page is loaded. */
async function lookAgain() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("#import-state");
    if (fresh === null || !("live" in fresh.dataset)) return location.reload();
    document.querySelector("#import-state").replaceWith(document.adoptNode(fresh));
  } catch {
    // The club may be closed for a moment: the next look tells.
  }
  setTimeout(lookAgain, 1500);
}

function mb(bytes) {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}
