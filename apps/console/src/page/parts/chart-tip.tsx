import type { VNode } from "preact";
import { minuteText } from "../base/format.ts";

/** One line of the tip: a series, or the total, which has no colour. */
export interface TipRow {
  label: string;
  /** The value with its unit. */
  text: string;
  /** Every digit, where the text has fewer. */
  exact?: string;
  /** The colour of the series. */
  color?: string;
}

interface TipProps {
  time: number;
  rows: readonly TipRow[];
  left: number;
  width: number;
}

/** The values of the point under the cursor, beside it. Screen readers announce them when the keyboard moves the cursor. */
export function ChartTip({ time, rows, left, width }: TipProps): VNode {
  const isRight = left > width / 2;
  const style = isRight ? { right: `${width - left + 14}px` } : { left: `${left + 14}px` };
  return (
    <div class="tip" style={style} role="status">
      <div class="tip-time">{minuteText(time)} GMT+8</div>
      <table>
        <tbody>
          {rows.map(({ label, text, exact, color }) => (
            <tr key={label} class={color === undefined ? "tip-total" : ""}>
              <th scope="row">
                {color !== undefined && <i class="key" style={{ background: `var(--${color})` }} />}
                <span>{label}</span>
              </th>
              <td>{text}</td>
              <td class="muted">{exact}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
