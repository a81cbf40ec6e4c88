// The English of what the domain says: the Chinese text → the English one.

export const english: Readonly<Record<string, string>> = {
  "、": ", ",
  事件经过: "what happened",
};
