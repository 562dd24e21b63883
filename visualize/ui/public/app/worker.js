// Of an interface that cannot be had while the platform does not answer, this shows at least that.
const FILES = ["/app/offline.html", "/app/offline.css", "/app/offline.js", "/app/icon.svg"];
const CACHE = "offline-1";

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(FILES.map((file) => new Request(file, { cache: "reload" })))),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    Promise.all([
      // The page is asked for at once, and not only when this has started.
      self.registration.navigationPreload?.enable(),
      caches
        .keys()
        .then((names) =>
          Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))),
        ),
    ]),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (request.mode === "navigate")
    event.respondWith(
      Promise.resolve(event.preloadResponse)
        .then((ahead) => ahead ?? fetch(request))
        .catch(() => caches.match("/app/offline.html")),
    );
  else if (FILES.includes(pathname))
    event.respondWith(fetch(request).catch(() => caches.match(pathname).then((kept) => kept ?? Response.error())));
});
