// Departments and posts: made, renamed, led, removed.
import { z } from "zod";
import { grants } from "#domain/office/posts.ts";
import { endpoint } from "./endpoint.ts";
import { text } from "./words.ts";

const key = z.strictObject({ key: text(80, 1) });

export const postRow = z.object({
  key: z.string(),
  name: z.string(),
  grants: z.array(z.string()),
  /** Who hold it, by id. */
  members: z.array(z.string()),
  /** The head of the organisation. */
  head: z.boolean(),
  /** Departments that it leads. */
  leads: z.array(z.string()),
  /** How many roles of regulations it stands for. */
  roles: z.number().int(),
});
export type PostRow = z.infer<typeof postRow>;
export const listPosts = endpoint({
  method: "GET",
  path: "/api/posts",
  access: "member",
  summary: "The posts, with who holds them and what they grant",
  output: z.object({ items: z.array(postRow), next: z.null() }),
});
const post = { name: text(40, 1), grants: z.array(z.enum(grants)).max(6) };
/** The key is made of the name's pinyin where none is given. */
export const addPost = endpoint({
  method: "POST",
  path: "/api/posts",
  access: "member",
  summary: "A new post",
  body: z.strictObject({ ...post, key: text(40, 1).optional() }),
  status: 201,
  output: postRow,
});
export const changePost = endpoint({
  method: "PUT",
  path: "/api/posts/{key}",
  access: "member",
  summary: "Another name for a post, or other grants",
  params: key,
  body: z.strictObject(post),
  output: postRow,
});
export const removePost = endpoint({
  method: "DELETE",
  path: "/api/posts/{key}",
  access: "member",
  summary: "A post goes; refused while anything rests on it",
  params: key,
  output: z.object({ removed: z.string() }),
});

export const departmentRow = z.object({
  key: z.string(),
  name: z.string(),
  /** The post that leads it. */
  head: z.string(),
  members: z.array(z.string()),
});
export type DepartmentRow = z.infer<typeof departmentRow>;
const department = { name: text(40, 1), head: text(80, 1).optional() };
export const addDepartment = endpoint({
  method: "POST",
  path: "/api/departments",
  access: "member",
  summary: "A new department; led by the head of the organisation until somebody else is named",
  body: z.strictObject({ ...department, key: text(40, 1).optional() }),
  status: 201,
  output: departmentRow,
});
export const changeDepartment = endpoint({
  method: "PUT",
  path: "/api/departments/{key}",
  access: "member",
  summary: "Another name for a department, or another post at its head",
  params: key,
  body: z.strictObject(department),
  output: departmentRow,
});
export const removeDepartment = endpoint({
  method: "DELETE",
  path: "/api/departments/{key}",
  access: "member",
  summary: "A department goes; refused while anybody or anything is in it",
  params: key,
  output: z.object({ removed: z.string() }),
});
/** As `/api/departments`, with the post at the head and who is in it. */
export const listDepartmentRows = endpoint({
  method: "GET",
  path: "/api/departments/posts",
  access: "member",
  summary: "The departments with the posts that lead them, and their members",
  output: z.object({ items: z.array(departmentRow), next: z.null() }),
});
