import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { setNonce } from "get-nonce";
import { useState } from "react";
import { whenSignedOut } from "../data/api";
import { createQueryClient } from "../data/connection";
import { forget, sessionQuery } from "../data/session";
import { nonce } from "../design/nonce";
import { theme } from "../design/theme";
import { createAppRouter } from "./router";

function start() {
  if (nonce()) setNonce(nonce());
  const client = createQueryClient();
  const router = createAppRouter(client);
  whenSignedOut(() => {
    if (client.getQueryData(sessionQuery.queryKey)) {
      forget(client);
      void router.invalidate();
    }
  });
  return { client, router };
}

export function App() {
  const [{ client, router }] = useState(start);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={nonce}>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
