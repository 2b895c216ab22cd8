import type { VNode } from "preact";
import type { Invoice } from "../../../contract.ts";
import { changeText, countText } from "../../base/format.ts";
import { inLanguage, say } from "../../base/language.ts";
import { Card } from "../../parts/basics.tsx";

/** The invoice against the figures. */
export function InvoiceCard({ invoice: { amount, tolerance, comparisons } }: { invoice: Invoice }): VNode {
  return (
    <Card title={say(`Invoice: ${countText(amount)}`, `发票：${countText(amount)}`)}>
      {comparisons.value === undefined ? (
        <p class="note">{inLanguage(comparisons.reason)}</p>
      ) : (
        <div class="wide">
          <table class="list">
            <thead>
              <tr>
                <th scope="col">{say("Against", "对照")}</th>
                <th scope="col" class="number">
                  {say("Figure", "计算金额")}
                </th>
                <th scope="col" class="number">
                  {say("Difference", "差额")}
                </th>
                <th scope="col">{say(`Within ${tolerance} %`, `在 ${tolerance} % 以内`)}</th>
              </tr>
            </thead>
            <tbody>
              {comparisons.value.map(({ mode, amount, difference, percent, isWithin }) => (
                <tr key={mode}>
                  <th scope="row">{mode}</th>
                  <td class="number">{countText(amount)}</td>
                  <td class="number">
                    {countText(difference)} ({changeText(Number(percent))})
                  </td>
                  <td class={isWithin ? "good" : "bad"}>{isWithin ? say("yes", "是") : say("no", "否")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}
