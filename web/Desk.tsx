// Everything behind the sign-in: the questions' memory, the theme, the live connection, the routes.

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { ConfigProvider } from "antd";
import { Suspense, useEffect } from "react";
import { language } from "./i18n/language.ts";
import { learnTongue } from "./i18n/tongue.ts";
import { listenLive } from "./live.ts";
import { Unreachable } from "./problem.ts";
import { router } from "./router.tsx";
import { useStanding } from "./signed-in.ts";
import { antTheme } from "./theme.ts";
import { Loading } from "./ui/States.tsx";
import "./ui/pieces.css";
import "./ui/form.css";

/** Ant Design's own words and formats. */
const words = {
  "zh-CN": () => import("antd/es/locale/zh_CN"),
  "zh-TW": () => import("antd/es/locale/zh_TW"),
  en: () => import("antd/es/locale/en_GB"),
};
const [{ default: locale }] = await Promise.all([words[language](), learnTongue()]);

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // Being offline is told at once, not waited for in silence.
      networkMode: "always",
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => error instanceof Unreachable && count < 3,
    },
    mutations: { retry: false, networkMode: "always" },
  },
});

export function Desk() {
  const standing = useStanding();
  useEffect(() => {
    if (standing !== "in") return;
    client.invalidateQueries();
    return listenLive(client);
  }, [standing]);
  return (
    <QueryClientProvider client={client}>
      <ConfigProvider locale={locale} theme={antTheme} button={{ autoInsertSpace: false }}>
        <Suspense fallback={<Loading />}>
          <RouterProvider router={router} />
        </Suspense>
      </ConfigProvider>
    </QueryClientProvider>
  );
}
