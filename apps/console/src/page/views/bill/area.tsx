// The four modes of one area, and who used how much.
import type { VNode } from "preact";
import type { AreaBill, Figure, Text } from "../../../contract.ts";
import { countText, minuteText, NONE, percentText, valueText } from "../../base/format.ts";
import { inLanguage, say, titleOf } from "../../base/language.ts";
import { domainsText } from "../../base/names.ts";
import { Card } from "../../parts/basics.tsx";
import { DailyPeaks } from "./daily-peaks.tsx";

type Mode = AreaBill["modes"][number];
type Quantity = Mode["quantity"];

export function AreaCard({ area, days }: { area: AreaBill; days: number }): VNode {
  const { name, domains, validDays, modes, percentile, dailyPeaks, forecast, customers } = area;
  const reason = commonReason(modes);
  const names = new Map(modes.map((mode) => [mode.mode, inLanguage(mode.name)]));
  return (
    <Card title={titleOf(name)}>
      <p class="note">
        {domainsText(domains)}
        {validDays.value !== undefined &&
          say(`, ${validDays.value} of ${days} days are valid`, `，${days} 天中有 ${validDays.value} 个有效日`)}
      </p>
      {reason ? (
        <p class="notice">
          {say("No figures: ", "没有数字：")}
          {inLanguage(reason)}
        </p>
      ) : (
        <div class="wide">
          <table class="list">
            <ModesHead />
            {modes.map((mode) => (
              <tbody key={mode.mode}>
                <QuantityLines name={inLanguage(mode.name)} quantity={mode.quantity} at={mode.at} />
                {mode.costs.map((cost, i) => (
                  // Costs are in the order of the prices.
                  <CostLine key={i} cost={cost} />
                ))}
              </tbody>
            ))}
          </table>
        </div>
      )}
      {percentile && (
        <p class="note">
          {say(
            `95th percentile: ${countText(percentile.values)} values, the highest ${countText(percentile.dropped)} dropped`,
            `95 峰值：共 ${countText(percentile.values)} 个点，去掉最高的 ${countText(percentile.dropped)} 个`,
          )}
        </p>
      )}
      {dailyPeaks.length > 1 && <DailyPeaks peaks={dailyPeaks} />}
      {forecast && !reason && (
        <>
          <h3>{say("Forecast of the whole month", "整月预测")}</h3>
          <p class="note">{say("If its other days are like those so far.", "假设其余日期与目前的日期相同。")}</p>
          <div class="wide">
            <table class="list">
              <ModesHead />
              {forecast.map(({ mode, quantity }) => (
                <tbody key={mode}>
                  <QuantityLines name={names.get(mode) ?? mode} quantity={quantity} />
                </tbody>
              ))}
            </table>
          </div>
        </>
      )}
      {customers && <Customers customers={customers} />}
    </Card>
  );
}

/** Why no mode has a figure, if it's the same for all. */
function commonReason(modes: readonly Mode[]): Text | undefined {
  const [first] = modes;
  const reason = first?.quantity.reason;
  return modes.every(({ quantity }) => quantity.reason && quantity.reason.en === reason?.en) ? reason : undefined;
}

function ModesHead(): VNode {
  return (
    <thead>
      <tr>
        <th scope="col">{say("Mode", "计费方式")}</th>
        <th scope="col" class="number">
          {say("Raw", "原值")}
        </th>
        <th scope="col" class="number">
          x 1.10
        </th>
        <th scope="col">{say("Unit", "单位")}</th>
      </tr>
    </thead>
  );
}

function QuantityLines({ name, quantity, at }: { name: string; quantity: Quantity; at?: number | undefined }): VNode {
  if (quantity.value === undefined)
    return (
      <tr>
        <th scope="row">{name}</th>
        <td class="number">{NONE}</td>
        <td class="number">{NONE}</td>
        <td>{inLanguage(quantity.reason)}</td>
      </tr>
    );
  return (
    <>
      {quantity.value.map(({ unit, raw, withOverhead }, i) => (
        <tr key={unit}>
          <th scope="row">
            {i === 0 && name}
            {i === 0 && at !== undefined && <small> {minuteText(at)}</small>}
          </th>
          <td class="number">{countText(raw)}</td>
          <td class="number">{countText(withOverhead)}</td>
          <td>{unit}</td>
        </tr>
      ))}
    </>
  );
}

function CostLine({ cost }: { cost: Mode["costs"][number] }): VNode {
  const label = (
    <th scope="row" class="cost">
      {say("Cost", "费用")}
    </th>
  );
  if (cost.value === undefined)
    return (
      <tr>
        {label}
        <td class="number">{NONE}</td>
        <td class="number">{NONE}</td>
        <td>{inLanguage(cost.reason)}</td>
      </tr>
    );
  const { unit, raw, withOverhead } = cost.value;
  return (
    <tr class="cost">
      {label}
      <td class="number">{countText(raw)}</td>
      <td class="number">{countText(withOverhead)}</td>
      <td>{unit}</td>
    </tr>
  );
}

type Customer = NonNullable<NonNullable<AreaBill["customers"]>["value"]>[number];

function Customers({ customers }: { customers: Figure<readonly Customer[]> }): VNode {
  const title = <h3>{say("By customer", "按客户")}</h3>;
  if (customers.value === undefined)
    return (
      <>
        {title}
        <p class="note">{inLanguage(customers.reason)}</p>
      </>
    );
  return (
    <>
      {title}
      <div class="wide">
        <table class="list">
          <thead>
            <tr>
              <th scope="col">{say("Customer", "客户")}</th>
              <th scope="col" class="number">
                {say("Traffic", "流量")}
              </th>
              <th scope="col" class="number">
                {say("Share", "占比")}
              </th>
              {customers.value[0]?.costs.map((_, i) => (
                // Costs are in the order of the prices.
                <th key={i} scope="col" class="number">
                  {say("Cost, raw / x 1.10", "费用，原值 / x 1.10")}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {customers.value.map(({ customer, traffic, percent, costs }) => (
              <tr key={customer}>
                <th scope="row">{customer}</th>
                <td class="number" title={countText(traffic)}>
                  {valueText(Number(traffic), "byte")}
                </td>
                <td class="number">{percentText(percent)}</td>
                {costs.map(({ raw, withOverhead }, i) => (
                  // Costs are in the order of the prices.
                  <td key={i} class="number">
                    {countText(raw)} / {countText(withOverhead)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
