// The rows of a file, of which only those on the screen exist as elements. A million rows are taller than browsers allow an
// element to be, so beyond MAX_HEIGHT the scroll position is a fraction of the rows instead of their height.
import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { countText } from "../base/format.ts";
import { say } from "../base/language.ts";

export interface Column {
  heading: string;
  isNumber: boolean;
}

interface DataTableProps {
  label: string;
  columns: readonly Column[];
  count: number;
  /** The texts of a row, or undefined while it loads. */
  rowAt: (index: number) => readonly string[] | undefined;
  /** Called when other rows become visible; the end is exclusive. */
  onRange: (from: number, to: number) => void;
}

const ROW_HEIGHT = 26;
const MAX_HEIGHT = 8_000_000;

export function DataTable({ label, columns, count, rowAt, onRange }: DataTableProps): VNode {
  const scroller = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(480);
  useEffect(() => {
    if (scroller.current === null) return;
    const resized = new ResizeObserver(([entry]) => entry && setHeight(entry.contentRect.height));
    resized.observe(scroller.current);
    return () => resized.disconnect();
  }, []);

  const room = Math.max(1, Math.floor(height / ROW_HEIGHT) - 1);
  const last = Math.max(0, count - room);
  const whole = Math.min(last * ROW_HEIGHT + height, MAX_HEIGHT);
  const isScaled = whole === MAX_HEIGHT;
  const scrollable = Math.max(1, whole - height);
  // Fractions of a row keep scrolling smooth while the scroll position is in pixels of rows.
  const position = isScaled ? (top / scrollable) * last : top / ROW_HEIGHT;
  const first = Math.min(isScaled ? Math.round(position) : Math.floor(position), last);
  const end = Math.min(count, first + room + 2);
  // The caller's function may be a new one on each draw.
  useEffect(() => onRange(first, end), [first, end]);

  const goTo = (row: number) => {
    const inside = Math.min(Math.max(row, 0), last);
    if (scroller.current) scroller.current.scrollTop = isScaled ? (inside / last) * scrollable : inside * ROW_HEIGHT;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const target = KEYS[event.key]?.(first, room, last);
    if (target === undefined) return;
    event.preventDefault();
    goTo(target);
  };

  const offset = isScaled ? 0 : (position - first) * ROW_HEIGHT;
  const template = { gridTemplateColumns: `5.5em repeat(${columns.length}, minmax(8em, 1fr))` };
  return (
    <div class="data-table">
      <section
        ref={scroller}
        class="scroller"
        // A short file needs no room for more.
        style={{ height: `min(${(count + 1) * ROW_HEIGHT + 2}px, 560px, 70vh)` }}
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard can scroll the rows only if the box takes the focus.
        tabIndex={0}
        onKeyDown={onKeyDown}
        onScroll={({ currentTarget }) => setTop(currentTarget.scrollTop)}
      >
        <div class="sizer" style={{ height: `${whole}px`, minWidth: `${5.5 + columns.length * 8}em` }}>
          <table class="sticky" style={{ height: `${height}px` }} aria-rowcount={count + 1}>
            <thead>
              <tr style={template} aria-rowindex={1}>
                <th scope="col">{say("Row", "行")}</th>
                {columns.map(({ heading, isNumber }) => (
                  <th key={heading} scope="col" class={isNumber ? "number" : ""} title={heading}>
                    {heading}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody style={{ transform: `translateY(${-offset}px)` }}>
              {Array.from({ length: end - first }, (_, i) => (
                // Keyed by the place on the screen, scrolling only changes texts.
                <Row key={i} index={first + i} cells={rowAt(first + i)} columns={columns} template={template} />
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <p class="note" role="status">
        {say(
          `Rows ${countText(count === 0 ? 0 : first + 1)} to ${countText(Math.min(count, first + room))} of ${countText(count)}`,
          `第 ${countText(count === 0 ? 0 : first + 1)} 至 ${countText(Math.min(count, first + room))} 行，共 ${countText(count)} 行`,
        )}
      </p>
    </div>
  );
}

interface RowProps {
  index: number;
  cells: readonly string[] | undefined;
  columns: readonly Column[];
  template: { gridTemplateColumns: string };
}

function Row({ index, cells, columns, template }: RowProps): VNode {
  return (
    <tr style={template} aria-rowindex={index + 2}>
      <th scope="row" class="index">
        {countText(index + 1)}
      </th>
      {columns.map(({ heading, isNumber }, i) => (
        <td key={heading} class={isNumber ? "number" : ""}>
          {cells?.[i] ?? ""}
        </td>
      ))}
    </tr>
  );
}

const KEYS: Readonly<Record<string, (first: number, room: number, last: number) => number>> = {
  ArrowDown: (first) => first + 1,
  ArrowUp: (first) => first - 1,
  PageDown: (first, room) => first + room,
  PageUp: (first, room) => first - room,
  Home: () => 0,
  End: (_, __, last) => last,
};
