console.log("the same text again and again and again");
