// Posts over HTTP: made, renamed, given grants, removed while nothing rests on them.
import { addPost, changePost, listPosts, type PostRow, removePost } from "#api/post.ts";
import { keyFrom, postFault, restingOnPost } from "#domain/office/posts.ts";
import { type OrganisationState, type Post, postsOf } from "#domain/organisation/organisation.ts";
import { refuse } from "#domain/stream/event.ts";
import { pinyin } from "#server/china/pinyin.ts";
import { perform } from "#server/http/command.ts";
import { type Routes, route } from "#server/http/route.ts";
import { endLost } from "#server/http/session/member/lost.ts";
import type { Verdict } from "#server/log/command.ts";
import { reading, type Unit } from "#server/log/unit.ts";
import type { World } from "#server/log/world.ts";
import { configuring, inTheWay, resting } from "./configure.ts";

const show = (o: OrganisationState, p: Post): PostRow => ({
  key: p.key,
  name: p.name,
  grants: p.grants,
  members: o.members.filter((m) => m.posts.includes(p.key)).map((m) => m.id),
  head: o.head === p.key,
  leads: o.departments.filter((d) => d.head === p.key).map((d) => d.key),
  roles: Object.keys(o.roles).filter((role) => postsOf(o)(role).includes(p.key)).length,
});

const set = async (unit: Unit, post: Post, status: number, me: string) => {
  const { organisation: o, stream } = unit.directory;
  const fault = postFault(o, post);
  if (fault) return { refused: fault };
  const posts = [...o.posts.filter((p) => p.key !== post.key), post];
  await endLost(unit, { ...o, posts }, me);
  const events = [{ type: "organisation.post-set", data: post }];
  return {
    changes: [{ stream, kind: "organisation", run: 0, events }],
    answer: () => ({ status, body: show(o, post) }),
  };
};

/** What waits for the post itself, by the rows that desks read. */
const waiting = (unit: Unit, key: string) =>
  resting(unit, {
    approvals: [
      "approval_view where state = 'waiting' and ($1 = any (waits_for) or $1 = any (cc)) and",
      [key],
    ],
    obligations: ["obligation where state = 'open' and owner_post = $1 and", [key]],
  });

const remove = async (unit: Unit, key: string): Promise<Verdict<{ status: number; body: unknown }>> => {
  const { organisation: o, stream } = unit.directory;
  const post = o.posts.find((p) => p.key === key);
  if (!post) return refuse("unknown", "post-unknown", { values: { value: key } });
  const refused = inTheWay("post-held", post.name, [...restingOnPost(o, key), ...(await waiting(unit, key))]);
  if (refused) return refused;
  const events = [{ type: "organisation.post-removed", data: { key } }];
  return {
    changes: [{ stream, kind: "organisation", run: 0, events }],
    answer: () => ({ status: 200, body: { removed: key } }),
  };
};

/** Registers the routes of posts. */
export const postRoutes = (routes: Routes, world: World): void => {
  route(routes, listPosts, ({ caller }) =>
    reading(world, caller.org, async (unit) => {
      const o = unit.directory.organisation;
      return { items: o.posts.map((p) => show(o, p)), next: null };
    }),
  );

  route(routes, addPost, ({ body, caller, request, reply }) =>
    perform(
      world,
      caller,
      request,
      reply,
      configuring(caller, (unit) => {
        const { posts } = unit.directory.organisation;
        const taken = posts.map((p) => p.key);
        const name = body.name.trim();
        const key = body.key ?? keyFrom(pinyin(name, false).full, name, "post", taken);
        if (taken.includes(key)) return refuse("rule", "key-taken", { field: "key", values: { value: key } });
        return set(unit, { key, name, grants: [...new Set(body.grants)] }, 201, caller.member);
      }),
    ),
  );

  route(routes, changePost, ({ params, body, caller, request, reply }) =>
    perform(
      world,
      caller,
      request,
      reply,
      configuring(caller, (unit) => {
        const known = unit.directory.organisation.posts.some((p) => p.key === params.key);
        if (!known) return refuse("unknown", "post-unknown", { values: { value: params.key } });
        const post = { key: params.key, name: body.name.trim(), grants: [...new Set(body.grants)] };
        return set(unit, post, 200, caller.member);
      }),
    ),
  );

  route(routes, removePost, ({ params, caller, request, reply }) =>
    perform(
      world,
      caller,
      request,
      reply,
      configuring(caller, (unit) => remove(unit, params.key)),
    ),
  );
};
