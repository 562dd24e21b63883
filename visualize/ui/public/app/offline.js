// Until the platform answers; then the page that was asked for.
const again = () => location.reload();
document.querySelector("button").addEventListener("click", again);
setInterval(() => {
  fetch("/app/manifest.webmanifest", { method: "HEAD", cache: "no-store" }).then(
    (answer) => answer.ok && again(),
    () => {},
  );
}, 2000);
