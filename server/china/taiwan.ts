// Simplified Chinese as one writes it in Taiwan: traditional letters, and Taiwan's words for the product's.
import { Converter } from "opencc-js/cn2t";

/** What the dictionaries make of a word that this product uses otherwise, and what it must be. */
const words: Record<string, string> = {
  "“": "「",
  "”": "」",
  "‘": "『",
  "’": "』",
  審批: "簽核",
  抄送: "副本給",
  看錶: "看表",
  會籤: "會簽",
  或籤: "或簽",
  手籤: "手簽",
  再籤: "再簽",
  重籤: "重簽",
  樣籤: "樣簽",
  未準: "未准",
  "，準 ": "，准 ",
  "，不準 ": "，不准 ",
  賬: "帳",
  許可權: "權限",
  有采用: "有採用",
  主導航: "主導覽",
  底部導航: "底部導覽",
  工作臺: "工作台",
  這臺: "這台",
  渠道: "管道",
  快捷鍵: "快速鍵",
  公佈: "公布",
  演示: "示範",
  提交: "送出",
  內部檔案: "內部文件",
  單位程式碼: "單位代碼",
  程式碼加: "代碼加",
  "，程式碼是": "，代碼是",
  連字元: "連字號",
  自定義: "自訂",
  郵箱: "電子信箱",
  二維碼: "QR碼",
  列名: "欄名",
  第一行要: "第一列要",
  下面一行: "下面一列",
  另一臺: "另一台",
  培訓專案: "培訓項目",
  裝置: "設備",
  儲存期: "保存期",
  永久儲存: "永久保存",
  儲存多久: "保存多久",
  一直儲存: "一直保存",
  "儲存 {{": "保存 {{",
  "儲存{{": "保存{{",
  "}} 周": "}} 週",
  列的對應: "欄位對應",
  列對應: "欄位對應",
  等級列: "等級欄",
  部門列: "部門欄",
  某一列: "某一欄",
  哪一列: "哪一欄",
  前幾行: "前幾列",
  行號: "列號",
  "}} 行：": "}} 列：",
  "未收的 {{n}} 行": "未收的 {{n}} 列",
};

/** Words that mean something else here than what the dictionaries take them for. */
const before: Record<string, string> = { 查找: "搜寻", 对象: "對象" };

const convert = Converter({ from: "cn", to: "twp" });
const any = (table: Record<string, string>) =>
  new RegExp(
    Object.keys(table)
      .map((word) => word.replace(/[{}]/g, "\\$&"))
      .join("|"),
    "g",
  );
const wordsFound = any(words);
const beforeFound = any(before);

/** Product text, in simplified characters, for a reader in Taiwan. What has no Chinese stays as it is. */
export const taiwan = (text: string): string =>
  convert(text.replace(beforeFound, (word: string) => before[word]!)).replace(
    wordsFound,
    (word: string) => words[word]!,
  );
