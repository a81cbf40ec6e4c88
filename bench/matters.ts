// Made-up matters in plausible Chinese, as a CSV for the product's own import.

const places = [
  "一号楼",
  "二号楼",
  "三号楼",
  "地下车库",
  "东门岗亭",
  "中心花园",
  "儿童乐园",
  "物业大厅",
  "北侧围墙",
  "快递柜旁",
];
const things = [
  "电梯",
  "门禁",
  "路灯",
  "水管",
  "空调外机",
  "消防栓",
  "监控",
  "垃圾房",
  "健身器材",
  "地砖",
  "雨棚",
  "道闸",
];
const faults = [
  "停运",
  "损坏",
  "漏水",
  "噪音扰民",
  "无人维修",
  "长期占用",
  "反复报修",
  "异味严重",
  "照明不足",
  "破损伤人",
];
const wishes = ["尽快修复", "书面答复", "当面道歉", "公示费用", "更换设备", "加强巡查"];
const surnames = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴"];

const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

/** One row; the same number always gives the same row. */
const row = (n: number): string => {
  const [place, thing, fault] = [
    pick(places, n),
    pick(things, Math.floor(n / 7)),
    pick(faults, Math.floor(n / 3)),
  ];
  const received = new Date(Date.UTC(2025, 0, 1) + n * 271_000).toISOString();
  const resolved = new Date(Date.UTC(2025, 0, 1) + n * 271_000 + (1 + (n % 90)) * 3_600_000).toISOString();
  const body = `${place}${thing}${fault}已有${1 + (n % 30)}天，多次向值班人员反映没有结果，影响出行和休息，希望${pick(wishes, n)}并告知处理时间。`;
  const name = `${pick(surnames, n)}${pick(["伟", "芳", "娜", "敏", "静", "丽", "强", "磊"], Math.floor(n / 11))}`;
  return [`bench-${n}`, `${place}${thing}${fault}`, body, received, resolved, name, place].join(",");
};

/** A CSV with matters `from` to `to`. */
export const csv = (from: number, to: number): string => {
  const lines = ["externalId,title,description,receivedAt,resolvedAt,customerName,place"];
  for (let n = from; n < to; n++) lines.push(row(n));
  return lines.join("\n");
};
