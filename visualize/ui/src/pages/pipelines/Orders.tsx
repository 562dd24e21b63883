import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconDots, IconPlayerPlayFilled, IconPlayerStopFilled, IconRotate2 } from "@tabler/icons-react";
import { useState } from "react";
import { type Order, type Pipeline, useOrder } from "../../data/pipelines";
import { Confirm } from "../../design/Confirm";
import { wordsOf } from "../../design/Form";
import styles from "./pipelines.module.css";
import { andTables, topicsAgain } from "./words";

/** Starts and stops a pipeline. What drops rows is asked once more. */
export function Orders({ pipeline, state }: { pipeline: Pipeline; state: string }) {
  const order = useOrder(pipeline.name);
  const [asking, setAsking] = useState<Order>();
  const ask = (next: Order) => {
    order.reset();
    setAsking(next);
  };
  const confirm = () => asking && order.mutate(asking, { onSuccess: () => setAsking(undefined) });
  const failed = order.error && asking === undefined ? wordsOf(order.error) : undefined;
  return (
    <>
      {failed && (
        <span role="alert" className={styles.refused}>
          {failed}
        </span>
      )}
      {state === "RUNNING" ? (
        <Button
          variant="default"
          leftSection={<IconPlayerStopFilled size={12} />}
          onClick={() => ask("stop")}
        >
          Stop
        </Button>
      ) : (
        <Button
          leftSection={<IconPlayerPlayFilled size={12} />}
          loading={order.isPending && asking === undefined}
          onClick={() => order.mutate("start")}
        >
          Start
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={`More to do with ${pipeline.name}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconRotate2 size={15} />} onClick={() => ask("anew")}>
            Begin anew…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Confirm
        opened={asking === "stop"}
        title={`Stop ${pipeline.name}?`}
        action="Stop"
        error={order.error}
        pending={order.isPending}
        onConfirm={confirm}
        onClose={() => setAsking(undefined)}
      >
        It commits what it is at and stays stopped, also when the platform is started the next time. Nothing
        is lost: its windows and tables stay, and the log keeps what it has not read.
      </Confirm>
      <Confirm
        opened={asking === "anew"}
        title={`Have ${pipeline.name} begin anew?`}
        action="Drop them and begin anew"
        error={order.error}
        pending={order.isPending}
        onConfirm={confirm}
        onClose={() => setAsking(undefined)}
      >
        Its open windows{andTables(pipeline.to)} are dropped and computed again, from what the log still
        holds. {topicsAgain(pipeline.to)}
      </Confirm>
    </>
  );
}
