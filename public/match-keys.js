// The review's keys press the buttons and links that show them. Without this script they are plain forms.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const typing = event.target.closest("input:not([type=radio]), textarea, select");
  if (event.key === "Escape" && typing) return typing.blur();
  if (typing) return;
  const key = CSS.escape(event.key.toLowerCase());
  const first = document.querySelector(`[data-focus-key="${key}"]`);
  const pressed = document.querySelector(`[data-key="${key}"]`);
  if (first === null && pressed === null) return;
  event.preventDefault();
  if (first !== null) {
    first.checked = true;
    first.focus();
  } else pressed.click();
});
