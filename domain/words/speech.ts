// Reported speech: what a customer or a colleague is written to have said is not what the writer says.

const customers =
  "客户|顾客|用户|业主|业户|住户|租户|买家|患者|病人|家属|群众|市民|学员|访客|来访人|来电人|来电者|投诉人|当事人|对方|先生|女士|小姐|他|她|他们|其(?![他它实中余次])";
const staff =
  "接待员?|前台|客服|员工|同事|师傅|保安|工作人员|服务人员|维修工|技术员|经办人|被投诉人|护士|医生|教练";
/** What follows these is told word for word, to the end of the sentence. */
const telling =
  "说(?![明法服话辞])|称(?![呼赞重])|问(?![题卷候])|骂|吼|(?:讲|道|喊|叫|答)(?=[:：,，])|写道|强调|追问|质问|回复|回答";
/** What follows these is the matter itself, to the next comma. */
const reporting = "认为|觉得|表示|反映|反馈|抱怨";
const saying = `${telling}|讲|答(?![应复])|喊|叫|${reporting}`;
/** 对他说 has another speaker. */
const subject = "(?<![跟对向给与同和告知诉])";
const self = "(?:我们?|本人|我方|我司|咱们?)";

const open = "「『“‘\"'";
const close = "」』”’\"'";
/** Somebody else speaks; up to a few characters may stand between who and says. */
const customerSays = new RegExp(
  `${subject}(?:${customers})[^。！？!?；;\\n${open}我]{0,10}?(?:(${reporting})|${telling})`,
  "gu",
);
const otherSays = new RegExp(
  `${subject}(?:${customers}|${staff})[^。！？!?；;\\n${open}我]{0,14}?(?:${saying})[^。！？!?；;\\n${open}]{0,4}$`,
  "u",
);
/** A phrase named only to forbid it. */
const forbids = new RegExp(`(?:不得|不要|不可|不能|不准|禁止|严禁|避免|切勿|勿)[^。\\n${open}]{0,8}$`, "u");
/** Where the writer takes the word again. */
const back = new RegExp(
  `${self}[^。！？!?；;\\n]{0,6}?(?:说|答|回复|告知|告诉|解释)|[，,](?:(?:已|均已|当即|随即)(?:答|回|告|解释)|答复|告知|解释)`,
  "u",
);
const sentenceEnd = /[。！？!?；;\n]/u;
/** The comma right behind the word of saying belongs to it. */
const clauseEnd = /(?<!^)[,，。！？!?；;\n]/u;

type Range = readonly [from: number, to: number];

const quotations = (text: string): { opens: number; from: number; to: number }[] => {
  const found: { opens: number; from: number; to: number }[] = [];
  for (let i = 0; i < text.length; i++) {
    const kind = open.indexOf(text[i] ?? "\0");
    if (kind < 0) continue;
    const end = text.indexOf(close[kind] ?? "", i + 1);
    if (end < 0) continue;
    found.push({ opens: i, from: i + 1, to: end });
    i = end;
  }
  return found;
};

const longestSpeech = 300;
/** From the word of saying to the end of the sentence (or clause), or to where the writer speaks again. */
const saidUntil = (text: string, from: number, end: RegExp): number => {
  const rest = text.slice(from, from + longestSpeech);
  const ends = [rest.search(end), rest.search(back)].filter((n) => n >= 0);
  return from + Math.min(rest.length, ...ends);
};

/** The ranges of a folded text in which somebody else is quoted. */
export const reportedIn = (text: string): Range[] => {
  const quoted = quotations(text);
  const ranges: Range[] = quoted
    .filter(({ opens }) => {
      const before = text.slice(Math.max(0, opens - 40), opens);
      return otherSays.test(before) || forbids.test(before);
    })
    .map(({ from, to }) => [from, to]);
  for (const found of text.matchAll(customerSays)) {
    const from = found.index + found[0].length;
    const first = quoted.find((q) => q.opens >= from && q.opens <= from + 3);
    // With quotation marks it is they that say where the speech ends.
    if (!first) ranges.push([from, saidUntil(text, from, found[1] ? clauseEnd : sentenceEnd)]);
  }
  return ranges;
};
