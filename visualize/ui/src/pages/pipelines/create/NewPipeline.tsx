import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";

/** The way to a new pipeline, over a stream where that is known. */
export function NewPipeline({ stream, variant }: { stream?: string; variant?: "default" }) {
  return (
    <Button
      variant={variant}
      renderRoot={(props) => <Link to="/new-pipeline" search={{ stream }} {...props} />}
      leftSection={<IconPlus size={14} />}
    >
      New pipeline
    </Button>
  );
}
