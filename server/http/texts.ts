// What a refusal says, in one clear sentence; every code the domain can give stands here.

/** Code → sentence in zh-CN; `{name}` is filled from the refusal's values. */
export const texts: Record<string, string> = {
  "action-unknown": "没有这个操作。",
  "may-not-desk": "只有前台(登记岗位)可以做这一步。",
  "may-not-department": "只有正在办理的部门的人员可以做这一步。",
  "may-not-owner": "只有该时限的责任人或其上级可以申请延期。",
  "may-not-anyone": "您不能做这一步。",
  "may-not-register": "您的岗位不能登记事项。",
  "may-not-admin": "只有管理员可以做这一步。",
  "may-not-decide": "这项审批不由您决定。",
  "may-not-import": "只有管理员或前台主管可以导入。",
  "wrong-state": "事项处于“{state}”状态，不能做这一步。",
  "already-paused": "计时已经暂停。",
  "form-incomplete": "《意见表》还有空项（{fields}），请先补充更正。",
  "step-missing": "前面还有一步没有做。",
  "condition-fails": "不符合制度规定的条件。",
  never: "制度不允许这样做。",
  "obligation-unknown": "没有这个时限。",
  "obligation-not-open": "这个时限已经结束或没有到期时间，不能延期。",
  "extension-waits": "这个时限已有一项延期申请等待批准。",
  "extension-too-late": "延期须在到期之前申请。",
  "extension-not-later": "延至的时间须晚于现在的到期时间。",
  "extension-no-approver": "制度没有规定由谁批准这个时限的延期，不能延期。",
  "approval-decided": "这项审批已经决定。",
  "approval-step-decided": "这一步已经有人审批。",
  "approval-no-such-step": "只能退回到前面有人审批过的一步。",
  "approval-own": "不能请申请人本人审批自己的申请。",
  "approval-already-asked": "这个人就是您本人，或已经审批过。",
  "may-not-asker": "只有申请人可以做这一步。",
  "deputy-self": "不能指定自己为代理人。",
  "deputy-period": "代理的结束时间须晚于开始时间。",
  "version-stale": "事项刚刚被别人改动（现为第 {version} 版）：{changes}。",
  "idempotency-other-body": "同一个 Idempotency-Key 已用于另一份内容。",
  "received-later": "接收时间不能晚于现在。",
  "late-reason-needed": "接收时间早于现在五分钟以上，须写明补登原因。",
  "department-unknown": "没有这个部门：{value}。",
  "member-unknown": "没有这个人员或岗位：{value}。",
  "customer-unknown": "没有这位客户。",
  "case-unknown": "没有这个事项。",
  "duty-unknown": "没有这项定期事项。",
  "may-not-duty": "只有该事项的责任岗位或其上级可以办理。",
  "duty-text-needed": "请用一句话写明做了什么、有何凭据。",
  "duty-done-already": "这项定期事项已经办毕。",
  "duty-by-paper": "这项事项以填签完毕的表单为准，请填写表单。",
  unknown: "没有找到。",
  "edition-past": "版本日期不能早于今天（{today}）。",
  "edition-in-force": "这一天的版本已经施行，不能替换；请用更晚的日期。",
  "reason-needed": "须写明修改原因（请求头 Reason）。",
  "regulation-unknown": "没有采用这部制度：{value}。",
  "rehearsal-backwards": "演练时钟不能往回走。",
  "rehearsal-too-far": "演练时钟一次最多前进两年。",
  "rehearsal-busy": "演练正在推进，请稍候。",
  "approval-caused-void": "情况已变，原申请作废。",
  "duration-wrong": "时长应写成 ISO 8601，如 PT10M、P2D。",
  "role-unknown": "没有这个角色：{value}。",
  "post-unknown": "没有这个岗位：{value}。",
  "file-type": "只接受图片、PDF、Office 文档、音频、视频和纯文本；这个文件的内容是 {value}。",
  "file-empty": "文件是空的。",
  "reveal-reason": "查看联系方式须写明理由。",
  "already-erased": "这位客户的个人信息已经删除。",
  "import-file": "请上传 CSV 或 XLSX 文件。",
  "import-mapping": "mapping 有误：{value}。",
};

const states: Record<string, string> = {
  registered: "已登记",
  forwarded: "已转送",
  accepted: "办理中",
  resolved: "处理完毕",
  informed: "已告知",
  closed: "已归档",
  withdrawn: "已撤诉",
};
const fields: Record<string, string> = {
  description: "事件经过",
  customer: "联系方式",
  occurredAt: "发生时间",
  place: "发生地点",
  against: "被投诉人或被投诉部门",
  demand: "住户要求",
};

/** Fills a sentence; states and form fields are named in Chinese. */
export const say = (code: string, values: Record<string, string | number> = {}): string => {
  const text = texts[code] ?? texts.unknown ?? code;
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(values[name] ?? "");
    if (name === "state") return states[value] ?? value;
    if (name === "fields")
      return value
        .split(" ")
        .map((f) => fields[f] ?? f)
        .join("、");
    return value;
  });
};
