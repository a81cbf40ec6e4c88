// The interface's languages: one file each, loaded before anything is drawn; changing it reloads the page.
import i18next from "i18next";

const files: Record<string, () => Promise<{ default: object }>> = {
  "zh-CN": () => import("./zh-CN.json"),
};

export async function speak(): Promise<void> {
  const wanted = localStorage.getItem("language") ?? "zh-CN";
  const lng = wanted in files ? wanted : "zh-CN";
  const texts = await files[lng]!();
  await i18next.init({
    lng,
    resources: { [lng]: { translation: texts.default } },
    // React escapes by itself.
    interpolation: { escapeValue: false },
    nsSeparator: false,
  });
  document.documentElement.lang = lng;
}
