// Draws what a page of help says; its links to pages of the product stay inside the product.
import { Link } from "@tanstack/react-router";
import { Fragment } from "react";
import type { Block, Inline } from "./tree.ts";

/** An address inside the product, also where a page of help names another as its file. */
const inside = (to: string): string | null => {
  if (to.startsWith("/")) return to;
  const page = /^(?:\.\/)?([\w-]+)\.md$/.exec(to)?.[1];
  return page ? `/help/${page}` : null;
};

function Part({ part }: { part: Inline }) {
  if (typeof part === "string") return part;
  switch (part.is) {
    case "key":
      return <kbd>{part.text}</kbd>;
    case "strong":
      return (
        <b>
          <Words of={part.in} />
        </b>
      );
    case "em":
      return (
        <em>
          <Words of={part.in} />
        </em>
      );
    case "link": {
      const to = inside(part.to);
      return to ? (
        <Link to={to as "/"}>
          <Words of={part.in} />
        </Link>
      ) : (
        <a href={part.to} rel="noreferrer" target="_blank">
          <Words of={part.in} />
        </a>
      );
    }
  }
}

export function Words({ of }: { of: Inline[] }) {
  return of.map((part, n) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a page of help never changes its order.
    <Fragment key={n}>
      <Part part={part} />
    </Fragment>
  ));
}

export function Piece({ block }: { block: Block }) {
  switch (block.is) {
    case "heading":
      return block.level <= 2 ? (
        <h2>
          <Words of={block.in} />
        </h2>
      ) : (
        <h3>
          <Words of={block.in} />
        </h3>
      );
    case "text":
      return (
        <p>
          <Words of={block.in} />
        </p>
      );
    case "picture":
      return <img src={block.src} alt={block.of} loading="lazy" />;
    case "list": {
      const items = block.items.map((item, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a page of help never changes its order.
        <li key={n}>
          <Words of={item} />
        </li>
      ));
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case "table":
      return <Rows head={block.head} rows={block.rows} />;
  }
}

function Rows({ head, rows }: { head: Inline[][]; rows: Inline[][][] }) {
  return (
    <table>
      <thead>
        <tr>
          {head.map((cell, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a page of help never changes its order.
            <th key={n} scope="col">
              <Words of={cell} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a page of help never changes its order.
          <tr key={n}>
            {row.map((cell, m) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a page of help never changes its order.
              <td key={m}>
                <Words of={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
