import { Alert, Button, PasswordInput, TextInput } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useEffect, useState } from "react";
import { Mark } from "../../app/Brand";
import { useSignIn } from "../../data/session";
import { wordsOf } from "../../design/Form";
import styles from "./LoginPage.module.css";

const route = getRouteApi("/login");

export function LoginPage() {
  const { to } = route.useSearch();
  const navigate = useNavigate();
  const signIn = useSignIn();
  const [user, setUser] = useState("");
  const [password, setPassword] = useState("");

  useEffect(() => {
    document.title = "Sign in · Thalweg";
  }, []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate({ user, password }, { onSuccess: () => void navigate({ href: to ?? "/", replace: true }) });
  };

  return (
    <main className={styles.page}>
      <River />
      <form className={styles.card} onSubmit={submit}>
        <Mark size={40} />
        <h1>Sign in to Thalweg</h1>
        {signIn.error && (
          <Alert color="red" icon={<IconAlertTriangle size={18} />} role="alert">
            {wordsOf(signIn.error)}
          </Alert>
        )}
        <TextInput
          label="User"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
          autoFocus
          value={user}
          onChange={(event) => setUser(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
        />
        <Button type="submit" size="sm" fullWidth loading={signIn.isPending}>
          Sign in
        </Button>
        <p className={styles.first}>
          The first user is <strong>admin</strong>. Its password lies in <code>admin.password</code> in the
          data folder until it is changed.
        </p>
      </form>
    </main>
  );
}

/** Decoration: water, from left to right. */
function River() {
  return (
    <svg
      className={styles.river}
      viewBox="0 0 1440 800"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      {[0, 1, 2, 3, 4, 5, 6].map((i) => (
        <path
          key={i}
          d={`M-20 ${330 + i * 26}C260 ${300 + i * 34} 420 ${520 - i * 8} 720 ${440 + i * 14}S1180 ${260 + i * 44} 1460 ${330 + i * 30}`}
          opacity={0.9 - Math.abs(3 - i) * 0.22}
          strokeWidth={i === 3 ? 26 : 14 - Math.abs(3 - i) * 3}
        />
      ))}
    </svg>
  );
}
