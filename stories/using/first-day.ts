// The office of the first day as its administrator has it on paper: departments, posts, people.
import exceljs from "exceljs";

export const departments = [
  ["客服部", "物业经理"],
  ["工程部", "工程部负责人"],
  ["保安部", "保安部负责人"],
] as const;

/** Post → what it may do. */
export const posts: readonly (readonly [string, readonly string[]])[] = [
  ["前台接待", ["前台登记"]],
  ["物业经理", ["前台登记", "部门负责人", "导入"]],
  ["总经理", ["单位负责人"]],
  ["工程部负责人", ["部门负责人"]],
  ["保安部负责人", ["部门负责人"]],
  ["工程师傅", []],
  ["审计员", ["审计"]],
];

/** Role of the regulation → post. */
export const roles = [
  ["接待员", "前台接待"],
  ["主管经理", "物业经理"],
  ["经营部经理", "物业经理"],
  ["管理部主管经理", "物业经理"],
  ["总经理", "总经理"],
  ["主管领导", "物业经理"],
] as const;

export const people = [
  ["林晓", "101", "13900000101", "客服部", "前台接待"],
  ["何苗", "102", "13900000102", "客服部", "前台接待"],
  ["罗毅", "103", "13900000103", "客服部", "物业经理"],
  ["方远", "104", "13900000104", "", "总经理"],
  ["吴建", "201", "13900000201", "工程部", "工程部负责人"],
  ["赵强", "202", "13900000202", "工程部", "工程师傅"],
  ["孙立", "203", "13900000203", "工程部", "工程师傅"],
  ["周洋", "204", "13900000204", "工程部", "工程师傅"],
  ["郑虎", "301", "13900000301", "保安部", "保安部负责人"],
  ["冯勇", "302", "13900000302", "保安部", ""],
  ["陈刚", "303", "13900000303", "保安部", ""],
  ["卫敏", "401", "13900000401", "", "审计员"],
] as const;

/** The people as a sheet. */
export const sheetOfPeople = async (): Promise<Buffer> => {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet("人员");
  sheet.addRow(["姓名", "工号", "手机号", "部门", "岗位"]);
  for (const person of people) sheet.addRow([...person]);
  return Buffer.from(await book.xlsx.writeBuffer());
};

/** A notice as the State Council's office writes it, shortened. */
export const notice = "1月1日至3日放假，1月4日上班。5月1日至5日放假。10月1日至7日放假，10月10日上班。";
