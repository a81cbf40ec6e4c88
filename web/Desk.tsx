// Everything behind the sign-in: the questions' memory, the theme, the live connection, the routes.

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { ConfigProvider, type ConfigProviderProps } from "antd";
import { Suspense, useEffect, useRef } from "react";
import { readyFirst } from "./first.ts";
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

type Locale = ConfigProviderProps["locale"];
/** Ant Design's own words and formats. */
const words = {
  "zh-CN": () => import("antd/es/locale/zh_CN"),
  "zh-TW": () => import("antd/es/locale/zh_TW"),
  en: () => import("antd/es/locale/en_GB"),
};
let locale: Locale | undefined;

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

/** Done when the page at this address can be drawn whole, in the reader's language. */
export async function ready(): Promise<void> {
  // Asked here, not while this file is read: those files may lie with what this one brings, and would wait for it.
  const learnt = Promise.all([words[language](), learnTongue()]);
  await Promise.all([readyFirst(client), learnt]);
  locale = (await learnt)[0].default;
}

export function Desk() {
  const standing = useStanding();
  const was = useRef<typeof standing>(undefined);
  useEffect(() => {
    // After a sign-in over the page everything is asked anew; what was asked for the first drawing is not.
    if (standing === "in" && was.current) void client.invalidateQueries();
    was.current = standing;
    if (standing !== "in") return;
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
