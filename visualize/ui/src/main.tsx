import "./design/styles.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";

// For whoever comes while the platform does not answer. Some browsers have none, or allow none here.
if (import.meta.env.PROD && "serviceWorker" in navigator)
  navigator.serviceWorker.register("/app/worker.js", { scope: "/" }).catch(() => {});

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no element with the id root");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
