// The largest values as bars, in the server's order.
import type { VNode } from "preact";

export interface Bar {
  /** Text of visitors or the name of a domain. It's shown as text, whatever it contains. */
  name: string;
  /** The value with its unit. */
  text: string;
  /** Every digit, for the tooltip. */
  exact: string;
  /** The length of the bar, in any unit that all bars have. */
  length: number;
  /** The share of the whole, if the server says it. */
  share?: string;
  /** The colour of the style sheet: `series-1`, `status-5xx`. */
  color?: string;
}

interface BarsProps {
  caption: string;
  columns: { name: string; value: string; share?: string };
  bars: readonly Bar[];
  /** The last line: what isn't in the list. */
  rest?: Bar | undefined;
  onSelect?: ((name: string) => void) | undefined;
  selectText?: (name: string) => string;
}

export function Bars({ caption, columns, bars, rest, onSelect, selectText }: BarsProps): VNode {
  const widest = Math.max(...bars.map(({ length }) => length), Number.MIN_VALUE);
  return (
    <table class="bars">
      <caption class="hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="hidden">{columns.name}</span>
          </th>
          <th scope="col">{columns.value}</th>
          {columns.share && <th scope="col">{columns.share}</th>}
        </tr>
      </thead>
      <tbody>
        {bars.map((bar) => (
          <tr key={bar.name}>
            <th scope="row" title={bar.name}>
              {/* The largest value is as wide as the column. */}
              <i
                class="bar"
                style={{ width: `${(bar.length / widest) * 100}%`, background: `var(--${bar.color ?? "accent"})` }}
              />
              {onSelect ? (
                <button
                  type="button"
                  class="name"
                  aria-label={selectText?.(bar.name)}
                  onClick={() => onSelect(bar.name)}
                >
                  {bar.name}
                </button>
              ) : (
                <span class="name">{bar.name}</span>
              )}
            </th>
            <td title={bar.exact}>{bar.text}</td>
            {columns.share && <td>{bar.share}</td>}
          </tr>
        ))}
        {rest && (
          <tr class="rest">
            <th scope="row">
              <span class="name">{rest.name}</span>
            </th>
            <td title={rest.exact}>{rest.text}</td>
            {columns.share && <td>{rest.share}</td>}
          </tr>
        )}
      </tbody>
    </table>
  );
}
