// One call for every act on an approval; afterwards all that shows it is asked anew.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import {
  type Approval,
  addSigner,
  type approvalActs,
  approve,
  handOn,
  reject,
  remark,
  remind,
  sendBack,
  withdraw,
} from "#api/approval.ts";
import { call } from "../call.ts";
import { useIntent } from "../intent.ts";

export type Act = (typeof approvalActs)[number];
export type Wish =
  | { act: "approve" | "reject" | "withdraw" | "remind"; body: z.input<typeof approve.body & object> }
  | { act: "comment"; body: z.input<typeof remark.body & object> }
  | { act: "send-back"; body: z.input<typeof sendBack.body & object> }
  | { act: "hand-on"; body: z.input<typeof handOn.body & object> }
  | { act: "add-signer"; body: z.input<typeof addSigner.body & object> };

const plain = { approve, reject, withdraw, remind };

const send = (id: string, wish: Wish, intent: string): Promise<Approval> => {
  const given = { params: { id }, intent };
  switch (wish.act) {
    case "comment":
      return call(remark, { ...given, body: wish.body });
    case "send-back":
      return call(sendBack, { ...given, body: wish.body });
    case "hand-on":
      return call(handOn, { ...given, body: wish.body });
    case "add-signer":
      return call(addSigner, { ...given, body: wish.body });
    default:
      return call(plain[wish.act], { ...given, body: wish.body });
  }
};

/** Does something to one approval; `done` is called once it was accepted. */
export function useApprovalAct(id: string, done: () => void) {
  const client = useQueryClient();
  const intent = useIntent();
  return useMutation({
    mutationFn: (wish: Wish) => send(id, wish, intent.key({ id, ...wish })),
    onSuccess: () => {
      intent.done();
      done();
      for (const noun of ["approval", "counts", "case", "obligation"])
        void client.invalidateQueries({ queryKey: [noun] });
    },
  });
}
