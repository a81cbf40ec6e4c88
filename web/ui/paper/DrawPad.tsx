// A signature drawn with a finger or a mouse, as a small PNG; loaded only where somebody signs.
import { Button } from "antd";
import { t } from "i18next";
import { useEffect, useRef, useState } from "react";
import Pad from "signature_pad";

/** What the server takes, with room for the base64 around it. */
const mostCharacters = 250_000;
const widest = 900;
const room = 8;

type Box = { left: number; top: number; width: number; height: number };

/** Where the ink is, with a little room around it: on paper a signature fills its box. */
function inkOf(canvas: HTMLCanvasElement): Box {
  const { width, height } = canvas;
  const points = canvas.getContext("2d")?.getImageData(0, 0, width, height).data ?? [];
  const box = { left: width, top: height, right: 0, bottom: 0 };
  for (let at = 3, n = 0; at < points.length; at += 4, n++) {
    if (points[at] === 0) continue;
    const [x, y] = [n % width, Math.floor(n / width)];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  const [left, top] = [Math.max(0, box.left - room), Math.max(0, box.top - room)];
  return {
    left,
    top,
    width: Math.max(1, Math.min(width, box.right + room) - left),
    height: Math.max(1, Math.min(height, box.bottom + room) - top),
  };
}

/** The drawing as base64, made smaller until it fits. */
function pictureOf(canvas: HTMLCanvasElement): string {
  const ink = inkOf(canvas);
  for (let width = Math.min(widest, ink.width); ; width = Math.max(1, Math.round(width * 0.7))) {
    const copy = document.createElement("canvas");
    copy.width = width;
    copy.height = Math.max(1, Math.round((ink.height * width) / ink.width));
    copy
      .getContext("2d")
      ?.drawImage(canvas, ink.left, ink.top, ink.width, ink.height, 0, 0, copy.width, copy.height);
    const picture = copy.toDataURL("image/png").replace(/^data:image\/png;base64,/, "");
    if (picture.length <= mostCharacters || width < 100) return picture;
  }
}

export function DrawPad({ label, onDrawn }: { label: string; onDrawn: (picture: string | null) => void }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<Pad | null>(null);
  const [empty, setEmpty] = useState(true);
  const told = useRef(onDrawn);
  told.current = onDrawn;
  useEffect(() => {
    const on = canvas.current;
    if (!on) return;
    const drawn = new Pad(on, {
      minWidth: 1,
      maxWidth: 3.2,
      penColor: "#101820",
      canvasContextOptions: { willReadFrequently: true },
    });
    pad.current = drawn;
    // The canvas has as many points as the screen under it; what was drawn is drawn again when that changes.
    const fit = () => {
      const ratio = Math.min(2, Math.max(1, devicePixelRatio));
      const lines = drawn.toData();
      on.width = Math.round(on.offsetWidth * ratio);
      on.height = Math.round(on.offsetHeight * ratio);
      on.getContext("2d")?.scale(ratio, ratio);
      drawn.clear();
      if (lines.length > 0) drawn.fromData(lines);
    };
    fit();
    const watch = new ResizeObserver(fit);
    watch.observe(on);
    drawn.addEventListener("endStroke", () => {
      setEmpty(drawn.isEmpty());
      told.current(drawn.isEmpty() ? null : pictureOf(on));
    });
    return () => {
      watch.disconnect();
      drawn.off();
    };
  }, []);
  const clear = () => {
    pad.current?.clear();
    setEmpty(true);
    onDrawn(null);
  };
  return (
    <div className="draw-pad">
      <canvas ref={canvas} role="img" aria-label={label} />
      {empty && <span className="draw-hint">{t("paper.drawHere")}</span>}
      <Button size="small" disabled={empty} onClick={clear}>
        {t("paper.clear")}
      </Button>
    </div>
  );
}
